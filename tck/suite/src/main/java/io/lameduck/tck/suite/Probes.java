package io.lameduck.tck.suite;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.FixedRate;
import io.lameduck.tck.harness.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Asks a server as Kubernetes does, readiness, liveness and the application, again and again. */
final class Probes implements AutoCloseable {

  /**
   * The answers, when they were asked for and when they were there, since SIGTERM.
   *
   * @param served whether the application answered as it should
   */
  record Sample(
      Duration asked, Duration answered, Health readiness, Health liveness, boolean served) {

    /** Whether all of it happened in that time. */
    boolean isBetween(Duration from, Duration to) {
      return asked.compareTo(from) >= 0 && answered.compareTo(to) < 0;
    }
  }

  private final Instance server;
  private final List<Sample> samples = new CopyOnWriteArrayList<>();
  private final FixedRate rate;

  private Probes(Duration period, Instance server) {
    this.server = server;
    this.rate = FixedRate.every(period, List.of(this::ask));
  }

  /** Begins at once, from SIGTERM on. */
  static Probes every(Duration period, Instance server) {
    return new Probes(period, server);
  }

  /** The answers so far; a server that does not answer leaves none. */
  List<Sample> samples() {
    return new ArrayList<>(samples);
  }

  @Override
  public void close() {
    rate.close();
  }

  private void ask() {
    try {
      Duration asked = server.sinceStop();
      Health readiness = server.readiness();
      Health liveness = server.liveness();
      boolean served = isServed();
      samples.add(new Sample(asked, server.sinceStop(), readiness, liveness, served));
    } catch (ExchangeFailed e) {
      // The server is gone or going. How it goes is not for the probes to judge.
    }
  }

  private boolean isServed() {
    try {
      return server.get("/api/hello", Instance.KUBE_PROBE).status() == 200;
    } catch (ExchangeFailed e) {
      return false;
    }
  }
}
