package io.lameduck.drain;

/** Who asks for a drain, and whether the server still accepts requests when they ask. */
public enum Trigger {
  /** A signal, taken before any shutdown hook: the server knows nothing yet and serves on. */
  SIGNAL("signal", true, true),
  /** The server is stopped by its own means, and still accepts requests. */
  SERVER_STOP("server stop", true, true),
  /** The application is stopped: the server sends nothing new, but requests may still run. */
  APPLICATION_STOP("application stop", false, true),
  /** An operator asked for a drain, or a preStop hook: a stop may follow, or not. */
  OPERATOR("operator", true, false);

  private final String text;
  private final boolean acceptsRequests;
  private final boolean stops;

  Trigger(String text, boolean acceptsRequests, boolean stops) {
    this.text = text;
    this.acceptsRequests = acceptsRequests;
    this.stops = stops;
  }

  /**
   * The trigger that another deployment of this JVM names, perhaps with another version of this
   * enum; one that is unknown is taken for a stop of the server.
   */
  public static Trigger named(String name) {
    for (Trigger trigger : values()) {
      if (trigger.name().equals(name)) {
        return trigger;
      }
    }
    return SERVER_STOP;
  }

  /** Whether the server still accepts requests, so that announcing the stop makes sense. */
  public boolean acceptsRequests() {
    return acceptsRequests;
  }

  /** Whether the process or the application is gone afterwards, so that nothing can be resumed. */
  public boolean stops() {
    return stops;
  }

  @Override
  public String toString() {
    return text;
  }
}
