package io.lameduck;

/** A piece of work that a drain waits for, until it is closed. */
public interface WorkLease extends AutoCloseable {

  /** The work is over. Never blocks; a repetition does nothing. Safe from any thread. */
  @Override
  void close();
}
