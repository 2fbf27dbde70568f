package io.lameduck.core;

/** What is logged as the server's listeners are closed. */
public final class ListenerMessages {

  private final LogLines log;

  /** Writes where those messages are written, under the same name of the application. */
  public ListenerMessages(Messages messages) {
    this.log = messages.log;
  }

  /** The server stops now, and accepts nothing any more. */
  public void closed(int listeners) {
    log.info(
        "LD0050",
        "HTTP listeners closed: %d. New connections are refused; the server's own stop follows",
        listeners);
  }

  /** A server that we know, but not as it was. */
  public void notClosed(String server, Throwable cause) {
    log.debug(
        "LD0051",
        cause,
        "Cannot close the HTTP listeners of %s (its internals changed): it may answer 404 or 503, and"
            + " say UP, until its own stop closes them",
        server);
  }
}
