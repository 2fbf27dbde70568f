package io.lameduck.tck.app.websocket;

import jakarta.websocket.Session;
import java.util.concurrent.Future;

/** What both endpoints answer. */
final class Answer {

  /** More than the buffers of server and system hold, in a message that every server sends. */
  private static final int FLOOD = 8 * 1024 * 1024;

  private Answer() {}

  /** Does not wait until it is sent. */
  static void send(Session session, String message) {
    String text = message.equals("flood") ? "x".repeat(FLOOD) : "answer to " + message;
    Future<Void> unused = session.getAsyncRemote().sendText(text);
  }
}
