package io.lameduck.core;

/** Who asks for a drain, and whether the server still accepts requests when they ask. */
public enum Trigger {
  /** A signal, taken before any shutdown hook: the server knows nothing yet and serves on. */
  SIGNAL("signal", true),
  /** The application is stopped: the server sends nothing new, but requests may still run. */
  APPLICATION_STOP("application stop", false);

  private final String text;
  private final boolean doorOpen;

  Trigger(String text, boolean doorOpen) {
    this.text = text;
    this.doorOpen = doorOpen;
  }

  /** Whether requests still arrive, so that announcing the stop makes sense. */
  public boolean doorOpen() {
    return doorOpen;
  }

  @Override
  public String toString() {
    return text;
  }
}
