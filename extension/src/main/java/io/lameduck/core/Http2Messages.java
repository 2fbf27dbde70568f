package io.lameduck.core;

/** Log messages about HTTP/2 connections. */
public final class Http2Messages {

  private final LogLines log;

  /** Writes where those messages are written, under the same name of the application. */
  public Http2Messages(Messages messages) {
    this.log = messages.log;
  }

  /** The drain is over. */
  public void told(int connections) {
    log.info(
        "LD0071",
        "HTTP/2 connections told to go (GOAWAY): %d. Their clients open the next ones elsewhere",
        connections);
  }

  /** A server whose internals are not those that this was written for, or a call that failed. */
  public void notTold(String server, Throwable cause) {
    log.debug(
        "LD0070",
        cause,
        "Cannot send GOAWAY on HTTP/2 connections of %s (its internals changed): their clients keep"
            + " sending requests until the server's own stop closes the connections",
        server);
  }
}
