package io.lameduck.tck.load;

import java.util.Locale;

/**
 * How one request ended.
 *
 * @param kind the way it ended
 * @param status the status of the response, 0 where there was none
 */
public record Outcome(Kind kind, int status) {

  /** A whole response with status 200. */
  static final Outcome OK = new Outcome(Kind.OK, 200);

  /** The ways a request can end. All but {@link #OK} are failures. */
  public enum Kind {
    /** A whole response with status 200. */
    OK,
    /** Nobody listens there. */
    REFUSED,
    /** The connection was reset, before or within the response. */
    RESET,
    /** The connection was closed in order, without a byte of a response. */
    NO_RESPONSE,
    /** The connection was closed in order within the response. */
    CUT_OFF,
    /** The whole response did not arrive in time. */
    TIMED_OUT,
    /** A whole response with a status other than 200. */
    STATUS,
    /** Bytes that are no HTTP/1.1 response, or whose end cannot be told from a cut-off. */
    MALFORMED,
    /** Any other error of the connection. */
    OTHER
  }

  static Outcome failed(Kind kind) {
    return new Outcome(kind, 0);
  }

  static Outcome answered(int status) {
    return status == 200 ? OK : new Outcome(Kind.STATUS, status);
  }

  /** Whether the client got what it asked for. */
  public boolean ok() {
    return kind == Kind.OK;
  }

  /** The name that reports show, for example {@code refused} or {@code http-503}. */
  public String label() {
    return kind == Kind.STATUS
        ? "http-" + status
        : kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
