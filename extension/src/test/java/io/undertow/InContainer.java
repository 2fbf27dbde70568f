package io.undertow;

/** Has a frame as a thread that serves a request on WildFly has one. */
public final class InContainer {

  /** Runs it in this frame. */
  public void run(Runnable work) {
    work.run();
  }
}
