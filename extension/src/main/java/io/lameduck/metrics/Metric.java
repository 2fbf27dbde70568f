package io.lameduck.metrics;

/**
 * What is measured. The names and the units are those of OpenTelemetry; in Prometheus' format a dot
 * becomes an underscore and the unit of seconds a suffix, so that both APIs come out the same
 * there. Public for the documentation, which is held against it.
 *
 * <p>The late requests and the GOAWAYs are no counters, though they are counted: a drain that is
 * taken back begins at 0 again.
 */
public enum Metric {
  /** Falls to 0 while a drain waits. */
  ACTIVE_REQUESTS(
      "lameduck.active_requests",
      Kind.REQUESTS,
      "",
      "Requests and other work in flight, event streams among them"),

  /** A number, since neither API has states. */
  PHASE(
      "lameduck.phase",
      Kind.STATE,
      "",
      "0 serving, 1 lame duck, 2 draining, 3 drained, 4 timed out"),

  /** They came after the drain had begun, and were served. */
  SERVED_LATE("lameduck.late_requests", Kind.REQUESTS, "served", Metric.LATE),

  /** They came after the lame-duck phase, and were refused. */
  REJECTED("lameduck.late_requests", Kind.REQUESTS, "rejected", Metric.LATE),

  /** How many connections got GOAWAY since the drain began. */
  GOAWAYS(
      "lameduck.http2.goaways",
      Kind.CONNECTIONS,
      "",
      "HTTP/2 connections that were told to go, since the drain had begun"),

  /** Grows while a drain runs, stays when it is over; 0 before. */
  DRAIN_DURATION(
      "lameduck.drain.duration",
      Kind.SECONDS,
      "",
      "How long the drain has taken so far, or took in all; 0 while none has begun");

  /** What its numbers stand for. */
  enum Kind {
    /** A number of requests; sums of several applications or instances make sense. */
    REQUESTS,
    /** A number of connections; sums make sense, too. */
    CONNECTIONS,
    /** Sums mean nothing. */
    STATE,
    /** A time. */
    SECONDS
  }

  private static final String LATE = "Requests that came after the drain had begun";

  /** Whose application it is, by its context path. */
  public static final String APPLICATION = "lameduck.application";

  /** What became of a late request. */
  public static final String OUTCOME = "lameduck.outcome";

  private final String metricName;
  private final Kind kind;
  private final String outcome;
  private final String description;

  Metric(String metricName, Kind kind, String outcome, String description) {
    this.metricName = metricName;
    this.kind = kind;
    this.outcome = outcome;
    this.description = description;
  }

  /** Its name, which several may share that differ in their outcome. */
  public String metricName() {
    return metricName;
  }

  Kind kind() {
    return kind;
  }

  /** The value of {@link #OUTCOME}; empty if it has none. */
  public String outcome() {
    return outcome;
  }

  String description() {
    return description;
  }
}
