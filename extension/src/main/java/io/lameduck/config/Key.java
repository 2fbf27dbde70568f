package io.lameduck.config;

import java.util.Arrays;
import java.util.List;

/** The configuration keys with their defaults: the one place that knows them. */
public enum Key {
  ENABLED("enabled", "true"),
  GRACE_PERIOD("grace-period", "30s"),
  STOP_RESERVE("stop-reserve", "5s"),
  ANNOUNCE_MIN("announce.min", "5s"),
  ANNOUNCE_QUIET("announce.quiet", "2s"),
  ANNOUNCE_MAX("announce.max", "15s"),
  READINESS_DELAY("readiness.delay", "0s"),
  READINESS_ENDPOINT("readiness.endpoint", "false"),
  STREAMS_TIMEOUT("streams.timeout", "2s"),
  RECONNECT_SPREAD("reconnect-spread", "800ms"),
  LATE_REQUESTS("late-requests", "serve"),
  RETRY_AFTER("retry-after", "1s"),
  SIGNALS("signals", "TERM"),
  EXCLUDE("exclude", "/health,/health/live,/health/ready,/health/started,/metrics"),
  ENDPOINT_ENABLED("endpoint.enabled", "false"),
  ENDPOINT_PATH("endpoint.path", "/lameduck"),
  ENDPOINT_TOKEN("endpoint.token", ""),
  ENDPOINT_TRUST_LOOPBACK("endpoint.trust-loopback", "false"),
  ABANDONED("abandoned", "interrupt"),
  WORK_AUTO("work.auto", "true"),
  TERMINATION_LOG("termination-log", "/dev/termination-log");

  /** What every key begins with. */
  public static final String PREFIX = "lameduck.";

  private final String key;
  private final String defaultText;

  Key(String suffix, String defaultText) {
    this.key = PREFIX + suffix;
    this.defaultText = defaultText;
  }

  /** The whole key, for example {@code lameduck.announce.min}. */
  public String key() {
    return key;
  }

  /** What holds if the key is not set, as it would be written; empty if nothing holds. */
  public String defaultText() {
    return defaultText;
  }

  /** All keys, in the order of the reference. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Key::key).toList();
  }

  @Override
  public String toString() {
    return key;
  }
}
