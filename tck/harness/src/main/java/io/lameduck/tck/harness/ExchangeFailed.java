package io.lameduck.tck.harness;

import java.io.IOException;

/** A request that did not get its whole response: the failure that a graceful stop must prevent. */
public final class ExchangeFailed extends IOException {

  private static final long serialVersionUID = 1L;

  /** How an exchange can fail, as a client without retries sees it. */
  public enum Kind {
    /** Nobody listens at the port. */
    REFUSED,
    /** The peer answered with RST, while connecting, sending or receiving. */
    RESET,
    /** The peer closed the connection before the first byte of the response. */
    CLOSED,
    /** The peer closed the connection in the middle of the response. */
    TRUNCATED,
    /** Nothing arrived within the bound. */
    TIMEOUT,
    /** What arrived is not HTTP/1.x as the standard has it. */
    MALFORMED,
    /** Any other I/O error; see the cause. */
    OTHER
  }

  private final Kind kind;

  ExchangeFailed(Kind kind, String message) {
    super(kind + ": " + message);
    this.kind = kind;
  }

  ExchangeFailed(Kind kind, IOException cause) {
    super(kind + ": " + cause.getMessage(), cause);
    this.kind = kind;
  }

  /** What happened. */
  public Kind kind() {
    return kind;
  }
}
