package io.lameduck.deployment;

/**
 * One deployment, as its peers in the JVM see it and as an operator may: registered at the
 * platform's MBean server as {@code io.lameduck:type=Drain,name=<context path>}.
 *
 * <p>Each deployment has its own copy of Lameduck's classes, perhaps of another version, so nothing
 * but types of the JDK crosses this interface, and nothing in it may change its meaning. What a
 * deployment does not know is skipped by its peers.
 */
public interface DrainMBean {

  /** The present phase, by the name of its constant in {@link io.lameduck.DrainPhase}. */
  String getPhase();

  /** When that phase began, in ISO 8601. */
  String getSince();

  /** How many requests and other pieces of work are in flight. */
  long getActiveRequests();

  /**
   * Whether more is in flight than calls of message-driven beans, streams aside. While it is so, no
   * peer stops the delivery of messages, for one of which this may wait.
   */
  boolean isRunningBesideMessages();

  /** How many requests came after the drain had begun, and were served. */
  long getServedLate();

  /** How many requests came after the lame-duck phase, and were refused. */
  long getRejected();

  /** How many HTTP/2 connections this deployment has told to go (GOAWAY) since the drain began. */
  long getGoAways();

  /** How long all phases together may take, in milliseconds. */
  long getDrainTimeMillis();

  /** How long ago a drain of the whole JVM began, in nanoseconds; -1 if none has. */
  long getAgeNanos();

  /** Whether a drain has begun that can be taken back: no stop has been asked for. */
  boolean isResumable();

  /**
   * How long ago the last late request came, in nanoseconds; {@link Long#MAX_VALUE} if none did.
   */
  long getQuietNanos();

  /**
   * How many bytes of finished responses were undelivered when this deployment last stopped waiting
   * for their clients; 0 if it never waited. No peer waits for those again.
   */
  long getUndeliveredBytes();

  /** The signals that this deployment handles for the whole JVM, without SIG. */
  String[] getSignals();

  /**
   * Drains all deployments of the JVM, as a signal does, but stops nothing. Blocks until the drain
   * is over. A stop that follows within the grace period adds no time.
   */
  void drain();

  /**
   * Takes back what {@link #drain()} or the drain endpoint has begun, in all deployments of the
   * JVM.
   *
   * @return false if there is nothing to take back, or a stop has been asked for
   */
  boolean resume();

  /** As {@link #resume()}, in this deployment alone: for its peers. */
  boolean resumeThis();

  /**
   * Drains this deployment, or waits for the drain that runs. Blocks until it is over.
   *
   * @param trigger the name of a constant of {@link io.lameduck.drain.Trigger}
   * @param start of all times, by {@link System#nanoTime}
   */
  void drain(String trigger, long start);

  /** Makes a running drain return at once. Never blocks. */
  void cutShort();

  /**
   * Interrupts once what still runs here, after the drains of a signal; does nothing without one.
   * Blocks for less than half a second.
   */
  void interruptAbandoned();

  /**
   * Takes a signal over from a deployment that leaves; from then on it is this one's.
   *
   * @param trap what {@code SignalTrap} hands on
   * @return false if this deployment has no use for it
   */
  boolean adopt(Object[] trap);
}
