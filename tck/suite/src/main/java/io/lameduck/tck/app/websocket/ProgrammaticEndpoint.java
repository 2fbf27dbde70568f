package io.lameduck.tck.app.websocket;

import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;

/** An endpoint that is a class of the API. */
public class ProgrammaticEndpoint extends Endpoint {

  @Override
  public void onOpen(Session session, EndpointConfig config) {
    session.addMessageHandler(new Answering(session));
  }

  /** A class, not a lambda: the type of its messages is read from it. */
  private static final class Answering implements MessageHandler.Whole<String> {

    private final Session session;

    Answering(Session session) {
      this.session = session;
    }

    @Override
    public void onMessage(String message) {
      Answer.send(session, message);
    }
  }
}
