package io.lameduck.tck.load;

import io.lameduck.tck.harness.ExchangeFailed;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How one request ended.
 *
 * @param status the status of the whole response, 0 where none came
 * @param failure why none came, null where one did
 */
public record Outcome(int status, ExchangeFailed.@Nullable Kind failure) {

  /** A whole response with status 200; all else is a failure. */
  static final Outcome OK = answered(200);

  /** No whole response came. */
  public static Outcome failed(ExchangeFailed.Kind kind) {
    return new Outcome(0, kind);
  }

  /** A whole response came. */
  public static Outcome answered(int status) {
    return new Outcome(status, null);
  }

  /** Whether the client got what it asked for. */
  public boolean ok() {
    return equals(OK);
  }

  /** The name that reports show, for example {@code refused} or {@code http-503}. */
  public String label() {
    if (failure != null) {
      return failure.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
    return ok() ? "ok" : "http-" + status;
  }
}
