package io.lameduck.tck.suite;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.RawResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of one request.
 *
 * @param sent when, on {@link System#nanoTime()}
 * @param ended when, on {@link System#nanoTime()}
 */
record Outcome(
    String target,
    long sent,
    long ended,
    @Nullable RawResponse answer,
    @Nullable ExchangeFailed failure) {

  /** The whole response, which the test requires. */
  RawResponse response() {
    if (answer == null) {
      throw new AssertionError("no response: " + this, failure);
    }
    return answer;
  }

  /** Whether a whole response with status 200 came. */
  boolean isOk() {
    return answer != null && answer.status() == 200;
  }

  /** The status, or how the exchange failed; for counting and messages. */
  String summary() {
    return Optional.ofNullable(answer)
        .map(response -> Integer.toString(response.status()))
        .orElseGet(() -> failure == null ? "nothing" : failure.kind().name());
  }

  @Override
  public String toString() {
    return target + " after " + (ended - sent) / 1_000_000 + " ms: " + summary();
  }
}
