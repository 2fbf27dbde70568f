package io.lameduck.cdi;

import io.lameduck.DrainEnded;
import io.lameduck.DrainPhase;
import io.lameduck.DrainResumed;
import io.lameduck.DrainingStarted;
import io.lameduck.LameDuckStarted;
import io.lameduck.concurrent.MonotonicClock;
import io.lameduck.concurrent.Threads;
import io.lameduck.config.Durations;
import io.lameduck.drain.Drain;
import io.lameduck.drain.DrainListener;
import io.lameduck.drain.DrainReport;
import io.lameduck.drain.Trigger;
import io.lameduck.log.Log;
import io.lameduck.log.Message;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Publishes the events of a drain to the application's observers: each on its own thread, one after
 * the other, in the order of their priority. One that throws or hangs is named in the log; the
 * drain goes on.
 */
final class EventPublisher implements DrainListener {

  private static final Duration BOUND = Duration.ofSeconds(2);

  /** The last one may come when the time is up. */
  private static final Duration LAST_BOUND = Duration.ofMillis(500);

  private final BeanManager beans;
  private final Drain drain;
  private final MonotonicClock clock = MonotonicClock.system();
  private final Log log;

  EventPublisher(BeanManager beans, Drain drain, Log log) {
    this.beans = beans;
    this.drain = drain;
    this.log = log;
  }

  @Override
  public void began(DrainPhase phase, Trigger trigger) {
    Duration left = drain.timeLeft();
    Object event =
        phase == DrainPhase.LAME_DUCK
            ? new LameDuckStarted(trigger.toString(), left)
            : new DrainingStarted(trigger.toString(), left);
    tell(event, left.compareTo(BOUND) < 0 ? left : BOUND);
  }

  @Override
  public void ended(DrainReport report) {
    DrainEnded event =
        new DrainEnded(
            report.abandoned() == 0 ? DrainPhase.DRAINED : DrainPhase.TIMED_OUT,
            report.completed(),
            report.abandoned(),
            report.unfinished());
    tell(event, LAST_BOUND);
  }

  @Override
  public void resumed() {
    tell(new DrainResumed(), BOUND);
  }

  private <T> void tell(T event, Duration bound) {
    long until = clock.nanos() + bound.toNanos();
    List<ObserverMethod<? super T>> observers =
        new ArrayList<>(beans.resolveObserverMethods(event));
    observers.sort(Comparator.comparingInt(ObserverMethod::getPriority));
    for (ObserverMethod<? super T> observer : observers) {
      Duration left = Duration.ofNanos(until - clock.nanos());
      boolean returned = Threads.runBounded("lameduck-observer", left, () -> tell(observer, event));
      // After the bound, or an interrupt, the next ones are only started: none of them is late.
      if (!returned && left.toNanos() > 0 && !Thread.currentThread().isInterrupted()) {
        log.write(
            Message.OBSERVER_HANGS,
            name(observer),
            event.getClass().getSimpleName(),
            Durations.text(bound));
      }
    }
  }

  private <T> void tell(ObserverMethod<? super T> observer, T event) {
    try {
      RequestContextController request =
          beans.createInstance().select(RequestContextController.class).get();
      boolean activated = request.activate();
      try {
        observer.notify(event);
      } finally {
        if (activated) {
          request.deactivate();
        }
      }
    } catch (Exception | Error e) {
      log.failure(e, Message.OBSERVER_FAILED, name(observer), event.getClass().getSimpleName());
    }
  }

  private static String name(ObserverMethod<?> observer) {
    return observer.getBeanClass().getName();
  }
}
