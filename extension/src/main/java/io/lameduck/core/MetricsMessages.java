package io.lameduck.core;

import java.lang.System.Logger;

/** What is logged of metrics; see {@link Messages}. */
public final class MetricsMessages {

  private final LogLines log;

  /** Writes to the given logger, about this application. */
  public MetricsMessages(Logger logger, String application) {
    this.log = new LogLines(logger);
    log.about(application);
  }

  /** Writes to the logger {@code io.lameduck} of the platform. */
  public static MetricsMessages toPlatformLog(String application) {
    return new MetricsMessages(System.getLogger("io.lameduck"), application);
  }

  /** From now on they can be read there. */
  public void published(String api) {
    log.debug("LD0038", "Metrics are in %s", api);
  }

  /** The API is there, and refuses them. */
  public void notPublished(String api, Throwable cause) {
    log.warn("LD0039", cause, "Metrics are not in %s, which does not take them", api);
  }

  /** The application goes, and they stay. */
  public void notRemoved(String api, Throwable cause) {
    log.warn(
        "LD0040",
        cause,
        "Metrics could not be removed from %s, which may keep the undeployed application for them",
        api);
  }
}
