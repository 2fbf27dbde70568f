package io.lameduck.tck.cost;

import io.lameduck.tck.cost.Layout.Content;
import io.lameduck.tck.harness.ServerUnderTest;
import io.lameduck.tck.measured.Asked;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;

/**
 * What was asked for, in the system properties {@code cost.*}, and in {@code rolling.servers},
 * which also decides what is fetched.
 */
final class CostSettings {

  /** Those that a command may have, in the order of its words. */
  private static final List<String> KEYS =
      List.of(
          "wars",
          "instances",
          "pairs",
          "seconds",
          "warm-up",
          "connections",
          "starts",
          "controls",
          "jvm");

  /** Two layouts that are loaded in turn. */
  record Matching(Layout first, Layout second) {}

  private final Asked asked;
  private final Asked rolling;

  CostSettings(Properties properties) {
    asked = new Asked("cost", properties);
    rolling = new Asked("rolling", properties);
  }

  List<ServerUnderTest> servers(Function<String, ServerUnderTest> named) {
    return rolling.list("servers", named);
  }

  /**
   * Each number of WARs, without the jar and with it; then, with the jar, the least of them and the
   * most. The controls come first, since without them the rest says nothing; that nothing is found
   * where nothing is, is asked of each number. Empty where no instances are asked for.
   */
  List<Matching> matchings() {
    if (instances() == 0) {
      return List.of();
    }
    List<Matching> matchings = new ArrayList<>();
    List<Integer> wars = wars();
    int least = wars.get(0);
    int most = wars.get(wars.size() - 1);
    if (controls()) {
      for (int number : wars) {
        matchings.add(matching(number, Content.BARE, number, Content.BARE));
      }
      matchings.add(matching(least, Content.BARE, least, Content.BURDENED));
    }
    for (int number : wars) {
      matchings.add(matching(number, Content.BARE, number, Content.LAMEDUCK));
    }
    if (most > least) {
      matchings.add(matching(least, Content.LAMEDUCK, most, Content.LAMEDUCK));
    }
    return matchings;
  }

  /** How many WARs a server has, ascending. */
  List<Integer> wars() {
    return asked.list("wars", CostSettings::positive).stream().distinct().sorted().toList();
  }

  /**
   * How often a comparison starts two new instances: two JVMs are never quite the same. With 0 no
   * throughput is compared.
   */
  int instances() {
    return asked.one("instances", CostSettings::number);
  }

  /** How many pairs of rounds two instances get. */
  int pairs() {
    return asked.one("pairs", CostSettings::positive);
  }

  /** The length of a round. */
  Duration round() {
    return Duration.ofSeconds(asked.one("seconds", CostSettings::positive));
  }

  /** How long each instance is loaded before the first round, in each of two turns. */
  Duration warmUp() {
    return Duration.ofSeconds(asked.one("warm-up", CostSettings::positive));
  }

  int connections() {
    return asked.one("connections", CostSettings::positive);
  }

  /**
   * How often each server is started to measure its start; none at all with 0.
   *
   * @throws IllegalArgumentException if nothing at all would be measured
   */
  int starts() {
    int starts = asked.one("starts", CostSettings::number);
    if (starts == 0 && instances() == 0) {
      throw new IllegalArgumentException(
          "cost.instances=0 and cost.starts=0 leave nothing to measure; at least 1 of one of them");
    }
    return starts;
  }

  /** What the one who runs it has to say; may be empty. */
  String note() {
    return asked.text("note");
  }

  /** The jar whose cost is measured. */
  Path jar() {
    return Path.of(asked.text("jar"));
  }

  /** For the instances and the data file. */
  Path folder() {
    return Path.of(asked.text("folder")).toAbsolutePath();
  }

  /** The JDK of the servers. */
  Path javaHome() {
    return Path.of(rolling.text("java.home"));
  }

  /** Options of the servers' JVMs. */
  List<String> jvm() {
    return List.of(asked.text("jvm").strip().split(" +"));
  }

  /** What repeats this run. */
  String command() {
    return "mvn -q verify -Prolling,cost -pl tck/rolling -am"
        + rolling.words(List.of("servers"))
        + asked.words(KEYS).replace(jvmWord(), "'" + jvmWord() + "'");
  }

  private String jvmWord() {
    return asked.words(List.of("jvm")).strip();
  }

  private boolean controls() {
    return asked.one("controls", CostSettings::bool);
  }

  private static Matching matching(int wars, Content first, int otherWars, Content second) {
    return new Matching(new Layout(wars, first), new Layout(otherWars, second));
  }

  private static int positive(String text) {
    return atLeast(1, text);
  }

  private static int number(String text) {
    return atLeast(0, text);
  }

  private static int atLeast(int least, String text) {
    int number = Integer.parseInt(text);
    if (number < least) {
      throw new IllegalArgumentException("at least " + least);
    }
    return number;
  }

  private static boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("true or false");
    };
  }
}
