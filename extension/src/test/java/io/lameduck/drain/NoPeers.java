package io.lameduck.drain;

/** A JVM with one deployment. */
public enum NoPeers implements Peers {
  INSTANCE;

  @Override
  public long quietNanos() {
    return Long.MAX_VALUE;
  }

  @Override
  public boolean busy() {
    return false;
  }

  @Override
  public boolean serving() {
    return false;
  }
}
