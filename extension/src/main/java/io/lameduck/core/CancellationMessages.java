package io.lameduck.core;

/** What is logged of requests that the server cancels; see {@link Messages}. */
public final class CancellationMessages {

  private final LogLines log;

  private CancellationMessages(LogLines log) {
    this.log = log;
  }

  /** Writes to the logger {@code io.lameduck} of the platform. */
  public static CancellationMessages toPlatformLog() {
    return new CancellationMessages(new LogLines(System.getLogger("io.lameduck")));
  }

  /** A server that we know, but not as it was. */
  public void unknown(Throwable cause) {
    log.debug(
        "LD0061",
        cause,
        "Cannot follow the cancelled requests of this server (its internals changed): a drain may"
            + " wait for asynchronous requests whose clients have gone");
  }
}
