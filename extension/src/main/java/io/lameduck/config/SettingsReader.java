package io.lameduck.config;

import static io.lameduck.config.Durations.text;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads {@link Settings} from texts and collects everything that is wrong with them. */
public final class SettingsReader {

  /** RFC 6750, 2.1. A shorter one is guessed too soon. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]{16,}=*");

  private final Function<String, Optional<String>> source;
  private final List<String> problems = new ArrayList<>();

  private SettingsReader(Function<String, Optional<String>> source) {
    this.source = source;
  }

  /**
   * Reads every key. Where {@code lameduck.enabled} is false the others are not even looked at: off
   * means off.
   *
   * @param source the configured text of a key, empty if it is not set
   * @throws InvalidSettingsException if anything is wrong, with all that is wrong in one message
   */
  public static Settings read(Function<String, Optional<String>> source) {
    return new SettingsReader(source).read();
  }

  /** What holds if nothing is configured. */
  public static Settings defaults() {
    return read(key -> Optional.empty());
  }

  private Settings read() {
    boolean enabled = value(Key.ENABLED, SettingsReader::parseBoolean);
    if (!enabled && problems.isEmpty()) {
      SettingsReader defaults = new SettingsReader(key -> Optional.empty());
      return defaults.readAll(false);
    }
    return readAll(enabled);
  }

  private Settings readAll(boolean enabled) {
    Settings settings =
        new Settings(
            enabled,
            duration(Key.GRACE_PERIOD),
            duration(Key.STOP_RESERVE),
            duration(Key.ANNOUNCE_MIN),
            duration(Key.ANNOUNCE_QUIET),
            duration(Key.ANNOUNCE_MAX),
            duration(Key.READINESS_DELAY),
            duration(Key.STREAMS_TIMEOUT),
            duration(Key.RECONNECT_SPREAD),
            value(Key.LATE_REQUESTS, SettingsReader::parseRejects),
            duration(Key.RETRY_AFTER),
            value(Key.SIGNALS, text -> Signals.parse(items(text))),
            value(Key.EXCLUDE, SettingsReader::parsePatterns),
            new Settings.Endpoint(
                value(Key.ENDPOINT_ENABLED, SettingsReader::parseBoolean),
                value(Key.ENDPOINT_PATH, SettingsReader::parsePath),
                token(),
                value(Key.ENDPOINT_TRUST_LOOPBACK, SettingsReader::parseBoolean),
                value(Key.READINESS_ENDPOINT, SettingsReader::parseBoolean)),
            value(Key.ABANDONED, SettingsReader::parseInterrupts),
            value(Key.WORK_AUTO, SettingsReader::parseBoolean),
            value(Key.TERMINATION_LOG, SettingsReader::parseFile));
    if (problems.isEmpty()) {
      checkOrder(Key.ANNOUNCE_MIN, settings.announceMin(), settings.announceMax());
      checkOrder(Key.ANNOUNCE_QUIET, settings.announceQuiet(), settings.announceMax());
      checkReadinessDelay(settings);
      checkSum(settings);
      checkEndpoint(settings.endpoint());
    }
    if (!problems.isEmpty()) {
      throw new InvalidSettingsException(problems);
    }
    return settings;
  }

  private void checkOrder(Key key, Duration value, Duration max) {
    if (value.compareTo(max) > 0) {
      problems.add(
          "%s=%s is longer than %s=%s; lower the first to at most %s or raise the second to at least %s"
              .formatted(key, text(value), Key.ANNOUNCE_MAX, text(max), text(max), text(value)));
    }
  }

  /** One that alone is too long is told of by {@link #checkOrder} already. */
  private void checkReadinessDelay(Settings settings) {
    Duration max = settings.announceMax();
    if (settings.announceMin().compareTo(max) <= 0 && settings.lameDuckMin().compareTo(max) > 0) {
      problems.add(
          ("%s=%s + %s=%s = %s is longer than %s=%s: readiness would not be DOWN for %s before the"
                  + " lame-duck phase ends; lower the first to at most %s or raise %s to at least"
                  + " %s")
              .formatted(
                  Key.READINESS_DELAY,
                  text(settings.readinessDelay()),
                  Key.ANNOUNCE_MIN,
                  text(settings.announceMin()),
                  text(settings.lameDuckMin()),
                  Key.ANNOUNCE_MAX,
                  text(max),
                  text(settings.announceMin()),
                  text(max.minus(settings.announceMin())),
                  Key.ANNOUNCE_MAX,
                  text(settings.lameDuckMin())));
    }
  }

  private void checkSum(Settings settings) {
    Duration sum =
        settings.announceMax().plus(settings.streamsTimeout()).plus(settings.stopReserve());
    String grace = text(settings.gracePeriod());
    if (sum.compareTo(settings.gracePeriod()) >= 0) {
      problems.add(
          ("%s=%s + %s=%s + %s=%s = %s, which leaves nothing of %s=%s for in-flight requests; raise %s"
                  + " (and the pod's terminationGracePeriodSeconds with it) above %s, or lower the"
                  + " others until their sum is below %s")
              .formatted(
                  Key.ANNOUNCE_MAX,
                  text(settings.announceMax()),
                  Key.STREAMS_TIMEOUT,
                  text(settings.streamsTimeout()),
                  Key.STOP_RESERVE,
                  text(settings.stopReserve()),
                  text(sum),
                  Key.GRACE_PERIOD,
                  grace,
                  Key.GRACE_PERIOD,
                  text(sum),
                  grace));
    }
  }

  private void checkEndpoint(Settings.Endpoint endpoint) {
    if (endpoint.enabled() && endpoint.token().isPresent() == endpoint.trustLoopback()) {
      problems.add(
          endpoint.trustLoopback()
              ? "%s=true has no effect with %s; remove one of them"
                  .formatted(Key.ENDPOINT_TRUST_LOOPBACK, Key.ENDPOINT_TOKEN)
              : ("%s=true has no %s, so a proxy or sidecar on this machine would let in anyone; set"
                      + " the token, or write %s=true if nothing on this machine forwards requests"
                      + " to the endpoint")
                  .formatted(
                      Key.ENDPOINT_ENABLED, Key.ENDPOINT_TOKEN, Key.ENDPOINT_TRUST_LOOPBACK));
    }
  }

  private Duration duration(Key key) {
    return value(key, Durations::parse);
  }

  /** The parsed value; if it cannot be parsed the problem is noted and the default stands in. */
  private <T> T value(Key key, Function<String, T> parser) {
    Optional<String> configured = source.apply(key.key());
    if (configured.isPresent()) {
      try {
        return parser.apply(configured.get());
      } catch (IllegalArgumentException e) {
        problems.add("%s=%s %s".formatted(key, configured.get(), e.getMessage()));
      }
    }
    return parser.apply(key.defaultText());
  }

  private static boolean parseBoolean(String text) {
    return switch (text.trim().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("is not a boolean; write true or false");
    };
  }

  private static boolean parseRejects(String text) {
    return switch (text.trim().toLowerCase(Locale.ROOT)) {
      case "serve" -> false;
      case "reject" -> true;
      default -> throw new IllegalArgumentException("is unknown; write serve or reject");
    };
  }

  private static boolean parseInterrupts(String text) {
    return switch (text.trim().toLowerCase(Locale.ROOT)) {
      case "interrupt" -> true;
      case "leave" -> false;
      default -> throw new IllegalArgumentException("is unknown; write interrupt or leave");
    };
  }

  /** Not through {@link #value}: a message must not show it. */
  private Optional<String> token() {
    Optional<String> token = source.apply(Key.ENDPOINT_TOKEN.key()).map(String::trim);
    if (token.isPresent() && !TOKEN.matcher(token.get()).matches()) {
      problems.add(
          ("%s=(not shown) cannot be sent as a bearer token; write at least 16 letters, digits or"
                  + " any of -._~+/")
              .formatted(Key.ENDPOINT_TOKEN));
    }
    return token;
  }

  private static Path parseFile(String text) {
    Path file = Path.of(text.trim());
    if (!file.isAbsolute()) {
      throw new IllegalArgumentException("is no absolute path; write it like /dev/termination-log");
    }
    return file;
  }

  private static List<String> parsePatterns(String text) {
    List<String> patterns = items(text);
    for (String pattern : patterns) {
      if (!PathSet.isPattern(pattern)) {
        throw new IllegalArgumentException(
            "contains "
                + pattern
                + ", which is no URL pattern of paths; write /health for that path alone, or"
                + " /health/* for everything below it too");
      }
    }
    return patterns;
  }

  private static String parsePath(String text) {
    String path = text.trim();
    if (!PathSet.isPath(path)) {
      throw new IllegalArgumentException("is no path of a request; write it like /lameduck");
    }
    return path;
  }

  private static List<String> items(String text) {
    return Arrays.stream(text.split(",")).map(String::trim).filter(s -> !s.isEmpty()).toList();
  }
}
