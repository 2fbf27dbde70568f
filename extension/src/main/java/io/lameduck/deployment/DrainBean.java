package io.lameduck.deployment;

import io.lameduck.drain.Drain;
import io.lameduck.drain.Trigger;
import java.time.Duration;

/** One deployment, as its peers and an operator see it. */
final class DrainBean implements DrainMBean {

  private final Drain drain;
  private final Duration drainTime;
  private final DrainCoordinator coordinator;
  private final SignalOwnership signals;

  DrainBean(
      Drain drain, Duration drainTime, DrainCoordinator coordinator, SignalOwnership signals) {
    this.drain = drain;
    this.drainTime = drainTime;
    this.coordinator = coordinator;
    this.signals = signals;
  }

  @Override
  public String getPhase() {
    return drain.state().phase().name();
  }

  @Override
  public String getSince() {
    return drain.state().since().toString();
  }

  @Override
  public long getActiveRequests() {
    return drain.activeRequests();
  }

  @Override
  public boolean isRunningBesideMessages() {
    return drain.runsBesideMessages();
  }

  @Override
  public long getServedLate() {
    return drain.traffic().servedLate();
  }

  @Override
  public long getRejected() {
    return drain.traffic().rejected();
  }

  @Override
  public long getGoAways() {
    return drain.traffic().goAways();
  }

  @Override
  public long getDrainTimeMillis() {
    return drainTime.toMillis();
  }

  @Override
  public long getAgeNanos() {
    return drain.ageForAll().orElse(-1);
  }

  @Override
  public boolean isResumable() {
    return drain.resumable();
  }

  @Override
  public long getQuietNanos() {
    return drain.quietNanos();
  }

  @Override
  public long getUndeliveredBytes() {
    return coordinator.undeliveredBytes();
  }

  @Override
  public String[] getSignals() {
    return signals.owned();
  }

  @Override
  public void drain() {
    coordinator.onOperator();
  }

  @Override
  public boolean resume() {
    return coordinator.resume();
  }

  @Override
  public boolean resumeThis() {
    return drain.resumeWithAll();
  }

  @Override
  public void drain(String trigger, long start) {
    coordinator.runOwn(Trigger.named(trigger), start);
  }

  @Override
  public void cutShort() {
    drain.cutShort();
  }

  @Override
  public void interruptAbandoned() {
    coordinator.interruptOwn();
  }

  @Override
  public boolean adopt(Object[] trap) {
    return signals.adopt(trap);
  }
}
