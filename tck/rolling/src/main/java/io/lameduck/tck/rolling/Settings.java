package io.lameduck.tck.rolling;

import io.lameduck.tck.harness.ServerUnderTest;
import io.lameduck.tck.load.HaProxy;
import io.lameduck.tck.measured.Asked;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.function.Function;

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

  private final Asked asked;

  Settings(Properties properties) {
    asked = new Asked("rolling", properties);
  }

  /** Each combination, in the order of the lists; those that can be compared follow each other. */
  List<Trial> trials(Function<String, ServerUnderTest> servers) {
    List<Trial> trials = new ArrayList<>();
    for (ServerUnderTest server : asked.list("servers", servers)) {
      for (Duration lag : asked.list("lags", text -> Duration.ofSeconds(Long.parseLong(text)))) {
        for (HaProxy.Mode mode : asked.list("modes", text -> named(HaProxy.Mode.values(), text))) {
          for (double rate : asked.list("rates", Double::parseDouble)) {
            for (double slow : asked.list("slow", Double::parseDouble)) {
              for (Variant variant :
                  asked.list("variants", text -> named(Variant.values(), text))) {
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
    return asked.one("requests", Long::parseLong);
  }

  /** No row begins another rolling restart after this time, whatever it has sent. */
  Duration longestRow() {
    return Duration.ofMinutes(asked.one("minutes", Long::parseLong));
  }

  /** How long the hook sleeps in the variant that has one. */
  Duration preStop() {
    return Duration.ofSeconds(asked.one("prestop", Long::parseLong));
  }

  /** What the one who runs it has to say; may be empty. */
  String note() {
    return asked.text("note");
  }

  /** The service with the jar, or without it. */
  Path war(boolean lameduck) {
    return Path.of(asked.text(lameduck ? "war.with" : "war.without"));
  }

  /** For the instances and the data file. */
  Path folder() {
    return Path.of(asked.text("folder")).toAbsolutePath();
  }

  /** The JDK of the servers. */
  Path javaHome() {
    return Path.of(asked.text("java.home"));
  }

  /** What repeats this run. */
  String command() {
    return "mvn -q verify -Prolling -pl tck/rolling -am" + asked.words(KEYS);
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
}
