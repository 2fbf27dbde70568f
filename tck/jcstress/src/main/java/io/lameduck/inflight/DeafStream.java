package io.lameduck.inflight;

/** Event stream that does not end when it is asked to. */
enum DeafStream implements OpenStream {
  INSTANCE;

  @Override
  public void end() {}

  @Override
  public boolean isEnded() {
    return false;
  }
}
