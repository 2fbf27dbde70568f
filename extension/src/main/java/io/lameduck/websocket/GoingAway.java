package io.lameduck.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;

/** Closes a session with 1001 (RFC 6455, 7.4.1). The one file that touches the WebSocket API. */
final class GoingAway implements SessionCloser.CloseAction {

  private final CloseReason reason =
      new CloseReason(CloseCodes.GOING_AWAY, "The server is stopping");

  @Override
  public void close(Object session) throws IOException {
    ((Session) session).close(reason);
  }
}
