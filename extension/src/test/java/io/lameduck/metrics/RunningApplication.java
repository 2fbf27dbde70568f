package io.lameduck.metrics;

import io.lameduck.DrainPhase;
import io.lameduck.cdi.LameduckExtension;
import io.lameduck.deployment.Deployment;
import io.lameduck.drain.Drain;
import io.lameduck.drain.DrainListener;
import io.lameduck.drain.Trigger;
import io.lameduck.inflight.Lease;
import java.util.Objects;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** An application with the jar in a real CDI container, started and stopped. */
final class RunningApplication implements AutoCloseable {

  private final WeldContainer container;

  private RunningApplication(WeldContainer container) {
    this.container = container;
  }

  /** With these beans of its own. */
  static RunningApplication with(Class<?>... beans) {
    Deployment.contextFound("/test");
    return new RunningApplication(
        new Weld()
            .disableDiscovery()
            .addExtension(new LameduckExtension())
            .addBeanClasses(beans)
            .initialize());
  }

  Drain drain() {
    return Objects.requireNonNull(Deployment.current()).drain();
  }

  /** Drains it; a late request is served, and another is refused, before the look. */
  void drainAndLook(Runnable look) {
    Drain drain = drain();
    drain.readinessReportedUp();
    drain.follow(
        new DrainListener() {
          @Override
          public void began(DrainPhase phase, Trigger trigger) {
            if (phase == DrainPhase.LAME_DUCK) {
              Lease late = Lease.of(drain.enter("GET", "/late"));
              drain.traffic().reject();
              look.run();
              late.end();
              drain.cutShort();
            }
          }
        });
    drain.run(Trigger.SIGNAL);
  }

  @Override
  public void close() {
    container.close();
  }
}
