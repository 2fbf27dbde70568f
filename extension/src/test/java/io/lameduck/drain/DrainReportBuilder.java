package io.lameduck.drain;

import java.time.Duration;
import java.util.List;

/** The report of a drain in which nothing happened, but for what a test says. */
public final class DrainReportBuilder {

  private Trigger trigger = Trigger.SIGNAL;
  private DrainReport.Outcome outcome = DrainReport.Outcome.DRAINED;
  private Duration lameDuck = Duration.ZERO;
  private Duration draining = Duration.ZERO;
  private long servedLate;
  private long rejected;
  private long completed;
  private long streamsEnded;
  private long goAways;
  private List<String> unfinished = List.of();

  public DrainReportBuilder trigger(Trigger trigger) {
    this.trigger = trigger;
    return this;
  }

  public DrainReportBuilder outcome(DrainReport.Outcome outcome) {
    this.outcome = outcome;
    return this;
  }

  public DrainReportBuilder lameDuck(Duration lameDuck) {
    this.lameDuck = lameDuck;
    return this;
  }

  public DrainReportBuilder draining(Duration draining) {
    this.draining = draining;
    return this;
  }

  public DrainReportBuilder servedLate(long servedLate) {
    this.servedLate = servedLate;
    return this;
  }

  public DrainReportBuilder rejected(long rejected) {
    this.rejected = rejected;
    return this;
  }

  public DrainReportBuilder completed(long completed) {
    this.completed = completed;
    return this;
  }

  public DrainReportBuilder streamsEnded(long streamsEnded) {
    this.streamsEnded = streamsEnded;
    return this;
  }

  public DrainReportBuilder goAways(long goAways) {
    this.goAways = goAways;
    return this;
  }

  /** What was abandoned, at most ten. */
  public DrainReportBuilder unfinished(String... titles) {
    this.unfinished = List.of(titles);
    return this;
  }

  public DrainReport build() {
    return new DrainReport(
        trigger,
        outcome,
        lameDuck,
        draining,
        Duration.ofSeconds(30),
        servedLate,
        rejected,
        completed,
        streamsEnded,
        goAways,
        unfinished.size(),
        unfinished);
  }
}
