package io.lameduck.tck.app;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What event streams tell of: one event after the other, without an end. */
final class Ticks {

  private static final long PERIOD_MILLIS = 200;

  private static final ScheduledExecutorService CLOCK =
      Executors.newScheduledThreadPool(
          2,
          task -> {
            Thread clock = new Thread(task, "ticks");
            clock.setDaemon(true);
            return clock;
          });

  /** Sends one event. */
  interface Listener {
    void tick() throws Exception;
  }

  private Ticks() {}

  /** Calls the listener until it throws; then calls the other, once. */
  static void tellUntilItFails(Listener listener, Runnable gone) {
    AtomicReference<@Nullable ScheduledFuture<?>> ticking = new AtomicReference<>();
    Runnable tick =
        () -> {
          try {
            listener.tick();
          } catch (Exception e) {
            gone.run();
            ScheduledFuture<?> own = ticking.get();
            if (own != null) {
              own.cancel(false);
            }
          }
        };
    ticking.set(
        CLOCK.scheduleAtFixedRate(tick, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS));
  }
}
