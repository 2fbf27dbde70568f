package io.lameduck.tck.load;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.RawConnection;
import io.lameduck.tck.harness.RawHead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One client: asks at its pace until it is stopped, and writes down each outcome. */
final class Client implements Callable<List<RequestRecord>> {

  private final ClientKind kind;
  private final LoadPlan plan;
  private final long origin;
  private final long offset;
  private final CountDownLatch stop;
  private final Consumer<Outcome> tally;
  private @Nullable RawConnection connection;

  /**
   * @param origin of the times in the records, on the clock of {@link System#nanoTime}
   * @param offset until the first request, so that the clients do not ask in step
   */
  Client(
      ClientKind kind,
      LoadPlan plan,
      long origin,
      Duration offset,
      CountDownLatch stop,
      Consumer<Outcome> tally) {
    this.kind = kind;
    this.plan = plan;
    this.origin = origin;
    this.offset = offset.toNanos();
    this.stop = stop;
    this.tally = tally;
  }

  /** Returns when stopped, after the request that is running then has ended. */
  @Override
  public List<RequestRecord> call() throws InterruptedException {
    List<RequestRecord> records = new ArrayList<>();
    long interval = plan.interval(kind).toNanos();
    long due = origin + offset;
    try {
      while (!stop.await(due - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        long start = System.nanoTime();
        Outcome outcome = request();
        records.add(
            new RequestRecord(
                kind,
                Duration.ofNanos(start - origin),
                Duration.ofNanos(System.nanoTime() - start),
                outcome));
        tally.accept(outcome);
        due = nextDue(outcome, due + interval);
      }
    } finally {
      drop();
    }
    return records;
  }

  /** A slow client has no interval: after a failure it takes that of a new connection. */
  private long nextDue(Outcome outcome, long due) {
    long now = System.nanoTime();
    boolean pause = kind == ClientKind.SLOW && !outcome.ok();
    long earliest = pause ? now + plan.newConnectionInterval().toNanos() : now;
    return Math.max(due, earliest);
  }

  private Outcome request() {
    try {
      RawConnection current = connection;
      if (current == null || kind == ClientKind.NEW_CONNECTION || !current.isOpen()) {
        drop();
        current = RawConnection.open(plan.port(), plan.timeout());
        connection = current;
      }
      return ask(current);
    } catch (ExchangeFailed e) {
      drop();
      return Outcome.failed(e.kind());
    }
  }

  private Outcome ask(RawConnection current) throws ExchangeFailed {
    current.sendGet(plan.path(kind));
    RawHead head = current.receiveHead();
    if (!head.version().equals("HTTP/1.1") || !head.isDelimited()) {
      // Without a mark, what looks like the end of the body could as well be a cut-off.
      drop();
      return Outcome.failed(ExchangeFailed.Kind.MALFORMED);
    }
    return Outcome.answered(current.receiveBody(head).status());
  }

  private void drop() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }
}
