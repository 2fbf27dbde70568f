package io.lameduck.http2;

import io.lameduck.DrainPhase;
import io.lameduck.concurrent.MonotonicClock;
import io.lameduck.concurrent.Spread;
import io.lameduck.drain.DrainListener;
import io.lameduck.drain.DrainReport;
import io.lameduck.drain.Trigger;
import io.lameduck.inflight.Traffic;
import io.lameduck.log.Log;
import io.lameduck.log.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sends GOAWAY to HTTP/2 clients during a drain, on one thread for all connections. Outside a drain
 * it does nothing, and touches no class of the server.
 */
public final class GoAways implements DrainListener {

  private static final long PERIOD = Duration.ofMillis(50).toNanos();

  /** For the last frames of a drain that is over. */
  private static final Duration LAST_FRAMES = Duration.ofMillis(200);

  private final MonotonicClock clock;
  private final Spread spread;
  private final Traffic traffic;
  private final Log log;
  private final AtomicReference<@Nullable Round> running = new AtomicReference<>();
  private final Queue<GracefulGoAway> used = new ConcurrentLinkedQueue<>();

  /**
   * For the server running in this JVM; nothing is looked for before a drain.
   *
   * @param spread how the connections that are open as a drain begins are told
   * @param traffic counts them
   */
  public GoAways(MonotonicClock clock, Spread spread, Traffic traffic, Log log) {
    this.clock = clock;
    this.spread = spread;
    this.traffic = traffic;
    this.log = log;
  }

  @Override
  public void began(DrainPhase phase, Trigger trigger) {
    Round round = new Round();
    if (trigger.acceptsRequests() && running.compareAndSet(null, round)) {
      round.start();
    }
  }

  @Override
  public void ended(DrainReport report) {
    end(true);
  }

  @Override
  public void resumed() {
    end();
  }

  /** Leaves nothing in the server; a repetition does nothing. Blocks for a moment only. */
  public void end() {
    end(false);
    for (GracefulGoAway server = used.poll(); server != null; server = used.poll()) {
      server.letGo();
    }
  }

  private void end(boolean announceAll) {
    Round round = running.getAndSet(null);
    if (round != null) {
      round.end(announceAll);
    }
  }

  private List<GracefulGoAway> servers() {
    List<GracefulGoAway> servers = new ArrayList<>();
    find(GrizzlyHttp2.NAME, GrizzlyHttp2::find, servers);
    find(UndertowHttp2.NAME, UndertowHttp2::find, servers);
    find(LibertyHttp2.NAME, LibertyHttp2::find, servers);
    return servers;
  }

  private void find(String server, Search search, List<GracefulGoAway> servers) {
    Http2Failures failures = new Http2Failures(server, log);
    try {
      search
          .find(GoAways.class.getClassLoader(), failures)
          .ifPresent(found -> servers.add(new GracefulGoAway(found, spread, failures)));
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      failures.goAway(e);
    }
  }

  private interface Search {
    Optional<? extends Http2Connections> find(ClassLoader deployment, Http2Failures failures)
        throws ReflectiveOperationException;
  }

  /** One drain. */
  private final class Round implements Runnable {

    private int announcedCount; // Used by its thread only.
    private volatile boolean over;
    private volatile boolean announcesAll;
    private volatile @Nullable Thread thread;

    /** Not by Threads: it would run on this thread if there is no other, and never return. */
    void start() {
      Thread worker = new Thread(this, "lameduck-goaway");
      worker.setDaemon(true);
      worker.setContextClassLoader(null);
      try {
        worker.start();
        thread = worker;
      } catch (OutOfMemoryError e) {
        // The drain goes on without GOAWAY.
      }
    }

    @Override
    public void run() {
      List<GracefulGoAway> servers = servers();
      used.addAll(servers);
      while (!over && !servers.isEmpty()) {
        for (GracefulGoAway server : servers) {
          server.poll(clock.nanos());
          count(server.takeAnnouncedCount());
        }
        clock.park(this, PERIOD);
      }
      servers.forEach(this::finishNow);
      if (announcedCount > 0) {
        log.write(Message.GOAWAYS_SENT, announcedCount);
      }
    }

    private void finishNow(GracefulGoAway server) {
      server.finishNow(clock.nanos(), announcesAll);
      count(server.takeAnnouncedCount());
    }

    private void count(int more) {
      announcedCount += more;
      traffic.goAway(more);
    }

    void end(boolean announceAll) {
      announcesAll = announceAll;
      over = true;
      Thread worker = thread;
      if (worker != null && worker != Thread.currentThread()) {
        LockSupport.unpark(worker);
        try {
          worker.join(LAST_FRAMES.toMillis());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
