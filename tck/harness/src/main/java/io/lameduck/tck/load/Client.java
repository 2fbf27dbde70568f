package io.lameduck.tck.load;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.RawConnection;
import io.lameduck.tck.harness.RawHead;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One client: asks at its pace until it is stopped, and writes down each outcome. */
final class Client extends RequestLoop {

  private final ClientKind kind;
  private final LoadPlan plan;
  private final long firstDue;
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
    super(kind, plan.interval(kind), origin, stop, tally);
    this.kind = kind;
    this.plan = plan;
    this.firstDue = origin + offset.toNanos();
  }

  @Override
  protected long firstDue() {
    return firstDue;
  }

  @Override
  public List<RequestRecord> call() throws InterruptedException {
    try {
      return super.call();
    } finally {
      drop();
    }
  }

  /** A slow client has no interval: after a failure it takes that of a new connection. */
  @Override
  protected Duration pauseAfter(Outcome outcome) {
    boolean pause = kind == ClientKind.SLOW && !outcome.ok();
    return pause ? plan.newConnectionInterval() : Duration.ZERO;
  }

  @Override
  protected Outcome request(long start) {
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
