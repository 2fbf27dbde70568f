package io.lameduck.tck.harness;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;

/** A request that did not get its whole response: the failure that a graceful stop must prevent. */
public final class ExchangeFailed extends IOException {

  private static final long serialVersionUID = 1L;

  /** How an exchange can fail, as a client without retries sees it. */
  public enum Kind {
    /** Nobody listens at the port. */
    REFUSED,
    /** The peer answered with RST, while connecting, sending or receiving, or with RST_STREAM. */
    RESET,
    /** The peer has said GOAWAY and does not serve this stream (RFC 9113, 6.8). */
    GOING_AWAY,
    /** The peer closed the connection before the first byte of the response. */
    NO_RESPONSE,
    /** The peer closed the connection in the middle of the response. */
    CUT_OFF,
    /** The exchange was not over within its bound. */
    TIMED_OUT,
    /** What arrived is not HTTP as the standard has it. */
    MALFORMED,
    /** Any other I/O error; see the cause. */
    OTHER
  }

  private final Kind kind;

  ExchangeFailed(Kind kind, String message) {
    super(kind + ": " + message);
    this.kind = kind;
  }

  private ExchangeFailed(Kind kind, IOException cause) {
    super(kind + ": " + cause.getMessage(), cause);
    this.kind = kind;
  }

  /** The failure that an I/O error means; the error itself, where it is one already. */
  static ExchangeFailed of(IOException e) {
    return e instanceof ExchangeFailed known ? known : new ExchangeFailed(kindOf(e), e);
  }

  /** What happened. */
  public Kind kind() {
    return kind;
  }

  private static Kind kindOf(IOException e) {
    if (e instanceof SocketTimeoutException) {
      return Kind.TIMED_OUT;
    }
    String message = String.valueOf(e.getMessage());
    if (message.contains("reset") || message.contains("Broken pipe")) {
      return Kind.RESET;
    }
    return e instanceof ConnectException ? Kind.REFUSED : Kind.OTHER;
  }
}
