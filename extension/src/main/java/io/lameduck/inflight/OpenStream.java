package io.lameduck.inflight;

/** Event stream that has no end of its own, and how the drain ends it. */
public interface OpenStream {

  /**
   * Asks for the end, in order, of which the application's own writes are a part. May block for the
   * container, never for a write in progress: the stream then ends after that write. Can be
   * repeated.
   */
  void end();

  /** Whether it has ended because {@link #end} was called. */
  boolean isEnded();
}
