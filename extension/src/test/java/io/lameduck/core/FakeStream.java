package io.lameduck.core;

/** Event stream that runs this when it is asked to end. */
record FakeStream(Runnable onEnd, boolean isEnded) implements OpenStream {

  /** Asked to end, it does not. */
  static final OpenStream DEAF = new FakeStream(() -> {}, false);

  @Override
  public void end() {
    onEnd.run();
  }
}
