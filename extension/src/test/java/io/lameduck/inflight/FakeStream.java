package io.lameduck.inflight;

/** Event stream that runs this when it is asked to end. */
public record FakeStream(Runnable onEnd, boolean isEnded) implements OpenStream {

  /** Asked to end, it does not. */
  public static final OpenStream DEAF = new FakeStream(() -> {}, false);

  @Override
  public void end() {
    onEnd.run();
  }
}
