package io.lameduck.docs;

import static io.lameduck.config.Key.ANNOUNCE_MAX;
import static io.lameduck.config.Key.ANNOUNCE_MIN;
import static io.lameduck.config.Key.ANNOUNCE_QUIET;
import static io.lameduck.config.Key.GRACE_PERIOD;
import static io.lameduck.config.Key.STOP_RESERVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.config.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The figure of the timeline has the default times of the code, in words and in place. */
class TimelineTest {

  private static final Path FILE = Path.of("src/main/asciidoc/timeline.svg");

  private static final int MIN = seconds(ANNOUNCE_MIN);
  private static final int QUIET = seconds(ANNOUNCE_QUIET);
  private static final int MAX = seconds(ANNOUNCE_MAX);
  private static final int RESERVE = seconds(STOP_RESERVE);
  private static final int GRACE = seconds(GRACE_PERIOD);

  /** What may stand before a time, and the time. */
  private static final Map<String, Integer> TIMES =
      Map.of(
          "SIGTERM", 0,
          "announce.min", MIN,
          "quiet for", QUIET,
          "announce.quiet", QUIET,
          "has arrived for", QUIET,
          "announce.max", MAX,
          "deadline", GRACE - RESERVE,
          "stop-reserve", RESERVE,
          "grace-period", GRACE,
          "SIGKILL", GRACE);

  @Test
  void everyTimeIsTheDefault() throws IOException {
    assertThat(wrong(Files.readString(FILE))).isEmpty();
  }

  @Test
  void everyTimeIsNamed() throws IOException {
    String words = words(Files.readString(FILE));
    TIMES.forEach((name, time) -> assertThat(words).contains(name + " " + time + " s"));
  }

  /** The control. */
  @Test
  void anotherTimeIsNoticed() throws IOException {
    String svg = Files.readString(FILE);
    for (String time : List.of(">5 s</tspan>", "quiet 2 s", "deadline 25 s", ">30 s</tspan>")) {
      String other = svg.replace(time, time.replaceFirst("\\d+", "7"));
      assertThat(wrong(other)).as(time).isNotEmpty();
    }
  }

  @Test
  void everyLineIsAtItsTime() throws IOException {
    Map<String, Double> places = places(Files.readString(FILE));
    assertThat(places)
        .containsEntry("SIGTERM", 0.0)
        .containsEntry("announce.min", (double) MIN)
        .containsEntry("announce.max", (double) MAX)
        .containsEntry("deadline", (double) (GRACE - RESERVE))
        .containsEntry("SIGKILL", (double) GRACE)
        .containsEntry("lame-duck", 0.0);
    assertThat(at(places, "draining"))
        .as("the draining of the example")
        .isEqualTo(at(places, "last") + QUIET)
        .isBetween((double) MIN, (double) MAX);
    assertThat(at(places, "quiet")).isEqualTo(at(places, "last"));
    assertThat(at(places, "own-stop"))
        .isBetween(at(places, "draining"), (double) (GRACE - RESERVE));
  }

  @Test
  void thePicturesHaveTheColoursOfTheBenchmark() throws IOException {
    List<String> colours =
        Files.readString(Path.of("src/main/asciidoc/rolling-wildfly.svg"))
            .lines()
            .filter(line -> line.contains(":root{"))
            .toList();
    assertThat(colours).hasSize(2);
    for (String name : List.of("timeline", "phases", "balancer")) {
      assertThat(Files.readString(FILE.resolveSibling(name + ".svg"))).as(name).contains(colours);
    }
  }

  /** The times that are not what their names say; a tick of the axis has no name. */
  private static List<String> wrong(String svg) {
    String words = words(svg.replaceAll("<text class=\"tick\".*</text>", ""));
    List<String> wrong = new ArrayList<>();
    for (MatchResult time : find("\\b\\d+ s\\b", words)) {
      String before = words.substring(0, time.start()).strip();
      boolean right =
          TIMES.entrySet().stream()
              .anyMatch(
                  known ->
                      before.endsWith(known.getKey())
                          && time.group().equals(known.getValue() + " s"));
      if (!right) {
        wrong.add(before.substring(Math.max(0, before.length() - 30)) + " " + time.group());
      }
    }
    return wrong;
  }

  /** Where each thing with an id begins, in seconds by the axis. */
  private static Map<String, Double> places(String svg) {
    Map<Integer, Double> axis = new TreeMap<>();
    find("<text class=\"tick\" x=\"([\\d.]+)\" [^>]*>(\\d+) s<", svg)
        .forEach(tick -> axis.put(Integer.valueOf(tick.group(2)), Double.valueOf(tick.group(1))));
    double origin = at(axis, 0);
    double second = (at(axis, GRACE) - origin) / GRACE;
    axis.forEach((time, x) -> assertThat(x).isEqualTo(origin + time * second));
    Map<String, Double> places = new TreeMap<>();
    find("id=\"([\\w.-]+)\" (?:x=\"|d=\"M)([\\d.]+)", svg)
        .forEach(
            thing ->
                places.put(thing.group(1), (Double.parseDouble(thing.group(2)) - origin) / second));
    return places;
  }

  private static <K> double at(Map<K, Double> places, K what) {
    return Objects.requireNonNull(places.get(what), () -> "no place of " + what);
  }

  private static String words(String svg) {
    return svg.replaceAll("(?s)<!--.*?-->|<style>.*?</style>", "")
        .replaceAll("<[^>]+>", " ")
        .replaceAll("\\s+", " ");
  }

  private static List<MatchResult> find(String regex, String text) {
    return Pattern.compile(regex).matcher(text).results().toList();
  }

  private static int seconds(Key key) {
    return Integer.parseInt(key.defaultText().replaceFirst("s$", ""));
  }
}
