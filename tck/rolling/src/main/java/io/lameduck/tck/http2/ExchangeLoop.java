package io.lameduck.tck.http2;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.http2.client.Answer;
import io.lameduck.tck.http2.client.RealClient;
import io.lameduck.tck.load.Outcome;
import io.lameduck.tck.load.RequestLoop;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One thread of the load: sends one kind of request again and again on a shared client. */
final class ExchangeLoop extends RequestLoop {

  private static final Duration AFTER_A_FAILURE = Duration.ofMillis(50);

  private final Exchange exchange;
  private final RealClient client;
  private final LoadLog log;
  private final long origin;
  private final CountDownLatch answered = new CountDownLatch(1);

  ExchangeLoop(
      Exchange exchange,
      RealClient client,
      LoadLog log,
      long origin,
      CountDownLatch stop,
      Consumer<Outcome> tally) {
    super(exchange, exchange.kind().interval(), origin, stop, tally);
    this.exchange = exchange;
    this.client = client;
    this.log = log;
    this.origin = origin;
  }

  @Override
  protected long firstDue() {
    return System.nanoTime();
  }

  @Override
  protected Duration pauseAfter(Outcome outcome) {
    return outcome.ok() ? Duration.ZERO : AFTER_A_FAILURE;
  }

  @Override
  protected Outcome request(long start) throws InterruptedException {
    try {
      Answer answer = exchange.send(client, Http2War.PATH);
      log.saw(exchange.library(), answer.protocol());
      if (answer.status() != 200) {
        failed(start, "status " + answer.status() + ", " + answer.protocol());
        return Outcome.answered(answer.status());
      }
      if (!exchange.isWhole(answer)) {
        failed(start, answer.length() + " bytes, " + answer.protocol());
        return Outcome.failed(ExchangeFailed.Kind.CUT_OFF);
      }
      answered.countDown();
      return Outcome.answered(200);
    } catch (IOException | RuntimeException e) {
      failed(start, Failure.chain(e));
      return Outcome.failed(kind(e));
    }
  }

  /** Blocks until it has got what it asked for once, or the time is over. */
  boolean awaitAnswer(Duration bound) throws InterruptedException {
    return answered.await(bound.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void failed(long start, String why) {
    log.failed(
        new Failure(
            exchange,
            Duration.ofNanos(start - origin),
            Duration.ofNanos(System.nanoTime() - start),
            why));
  }

  /** The libraries tell in words of their own; the words are in the list of failures. */
  private static ExchangeFailed.Kind kind(Exception e) {
    if (e instanceof ExchangeFailed failed) {
      return failed.kind();
    }
    if (e instanceof ConnectException) {
      return ExchangeFailed.Kind.REFUSED;
    }
    return e instanceof InterruptedIOException
        ? ExchangeFailed.Kind.TIMED_OUT
        : ExchangeFailed.Kind.OTHER;
  }
}
