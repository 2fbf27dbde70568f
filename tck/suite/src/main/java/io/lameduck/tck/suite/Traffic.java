package io.lameduck.tck.suite;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.FixedRate;
import io.lameduck.tck.harness.RawConnection;
import io.lameduck.tck.harness.RawResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Clients that know of no stop: each sends a request every 50 ms and keeps its connection. */
final class Traffic implements AutoCloseable {

  private static final String TARGET = TestWar.CONTEXT_PATH + "/api/hello";
  private static final Duration PERIOD = Duration.ofMillis(50);

  private final Instance server;
  private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
  private final FixedRate rate;

  private Traffic(Instance server, int clients) {
    this.server = server;
    this.rate = FixedRate.every(PERIOD, Stream.generate(Client::new).limit(clients).toList());
  }

  /** Begins at once. */
  static Traffic of(int clients, Instance server) {
    return new Traffic(server, clients);
  }

  /** The requests that have ended so far. */
  List<Outcome> outcomes() {
    return new ArrayList<>(outcomes);
  }

  /** Blocks while it goes on for that long. */
  void goesOnFor(Duration time) throws InterruptedException {
    rate.goOnFor(time);
  }

  /** Goes on for that long, then ends. */
  List<Outcome> goOnFor(Duration time) throws InterruptedException {
    goesOnFor(time);
    close();
    return outcomes();
  }

  @Override
  public void close() {
    rate.close();
  }

  private final class Client implements Runnable {

    private @Nullable RawConnection connection;

    @Override
    public void run() {
      long sent = System.nanoTime();
      @Nullable RawResponse answer = null;
      @Nullable ExchangeFailed failure = null;
      try {
        RawConnection current = connection;
        if (current == null || !current.isReusable()) {
          current = server.connect();
          connection = current;
        }
        answer = current.get(TARGET);
        if (!current.isReusable()) {
          current.close();
        }
      } catch (ExchangeFailed e) {
        failure = e;
        if (connection != null) {
          connection.close();
        }
      }
      outcomes.add(new Outcome(TARGET, sent, System.nanoTime(), answer, failure));
    }
  }
}
