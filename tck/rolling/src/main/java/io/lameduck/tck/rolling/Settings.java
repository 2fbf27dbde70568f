package io.lameduck.tck.rolling;

import io.lameduck.tck.harness.ServerUnderTest;
import io.lameduck.tck.load.HaProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What was asked for, in the system properties {@code rolling.*}; the lists are combined with each
 * other.
 */
final class Settings {

  /** Those that a command may have, in the order of its words. */
  private static final List<String> KEYS =
      List.of(
          "servers",
          "variants",
          "lags",
          "modes",
          "rates",
          "slow",
          "requests",
          "minutes",
          "prestop");

  private final Properties properties;

  Settings(Properties properties) {
    this.properties = properties;
  }

  /** Each combination, in the order of the lists; those that can be compared follow each other. */
  List<Trial> trials(Function<String, ServerUnderTest> servers) {
    List<Trial> trials = new ArrayList<>();
    for (ServerUnderTest server : list("servers", servers)) {
      for (Duration lag : list("lags", text -> Duration.ofSeconds(Long.parseLong(text)))) {
        for (HaProxy.Mode mode : list("modes", text -> named(HaProxy.Mode.values(), text))) {
          for (double rate : list("rates", Double::parseDouble)) {
            for (double slow : list("slow", Double::parseDouble)) {
              for (Variant variant : list("variants", text -> named(Variant.values(), text))) {
                trials.add(new Trial(server, variant, lag, mode, rate, slow));
              }
            }
          }
        }
      }
    }
    return trials;
  }

  /** Rolling restarts follow each other until a row has sent so many requests. */
  long requests() {
    return one("requests", Long::parseLong);
  }

  /** No row begins another rolling restart after this time, whatever it has sent. */
  Duration longestRow() {
    return Duration.ofMinutes(one("minutes", Long::parseLong));
  }

  /** How long the hook sleeps in the variant that has one. */
  Duration preStop() {
    return Duration.ofSeconds(one("prestop", Long::parseLong));
  }

  /** What the one who runs it has to say; may be empty. */
  String note() {
    return text("note");
  }

  /** The service with the jar, or without it. */
  Path war(boolean lameduck) {
    return Path.of(text(lameduck ? "war.with" : "war.without"));
  }

  /** For the instances and the data file. */
  Path folder() {
    return Path.of(text("folder")).toAbsolutePath();
  }

  /** The JDK of the servers. */
  Path javaHome() {
    return Path.of(text("java.home"));
  }

  /** What repeats this run. */
  String command() {
    StringBuilder command = new StringBuilder("mvn -q verify -Prolling -pl tck/rolling -am");
    for (String key : KEYS) {
      command.append(" -Drolling.").append(key).append('=').append(text(key));
    }
    return command.toString();
  }

  private <T> List<T> list(String key, Function<String, T> parse) {
    return Stream.of(text(key).split(",")).map(part -> parse(key, part.strip(), parse)).toList();
  }

  private <T> T one(String key, Function<String, T> parse) {
    return parse(key, text(key), parse);
  }

  private static <T> T parse(String key, String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "rolling.%s: '%s' is not allowed: %s".formatted(key, text, e.getMessage()), e);
    }
  }

  private static <T extends Enum<T>> T named(T[] values, String text) {
    return Arrays.stream(values)
        .filter(value -> label(value).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "one of " + Arrays.stream(values).map(Settings::label).toList()));
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private String text(String key) {
    String text = properties.getProperty("rolling." + key);
    if (text == null) {
      throw new IllegalArgumentException("the system property rolling." + key + " is missing");
    }
    return text;
  }
}
