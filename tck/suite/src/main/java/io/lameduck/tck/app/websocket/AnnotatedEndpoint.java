package io.lameduck.tck.app.websocket;

import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;

/** A plain annotated endpoint, without a scope or anything else of CDI. */
@ServerEndpoint("/ws/annotated")
public class AnnotatedEndpoint {

  /** Answers. */
  @OnMessage
  public void onMessage(String message, Session session) {
    Answer.send(session, message);
  }
}
