package io.lameduck.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lameduck.config.InvalidSettingsException;
import io.lameduck.config.Key;
import io.lameduck.config.SettingsReader;
import io.lameduck.config.UnknownKeys;
import io.lameduck.metrics.Metric;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages say of the code is what the code says. */
class DocsTest {

  private static final Page CONFIGURATION = Page.named("configuration");
  private static final Page TROUBLESHOOTING = Page.named("troubleshooting");

  /** Their names begin as the keys do. */
  private static final Set<String> OF_METRICS =
      Stream.concat(
              Stream.of(Metric.APPLICATION, Metric.OUTCOME),
              Arrays.stream(Metric.values()).map(Metric::metricName))
          .collect(Collectors.toSet());

  @Test
  void theTableHasEveryMetric() {
    List<String> documented =
        Page.named("metrics")
            .find(
                "(?m)^\\| `(lameduck_[a-z0-9_]+?)(?:_seconds)?(?:\\{lameduck_outcome=\"(\\w+)\"})?`$")
            .map(row -> row.group(1) + Objects.requireNonNullElse(row.group(2), ""))
            .toList();
    assertThat(documented)
        .containsExactlyElementsOf(
            Arrays.stream(Metric.values())
                .map(metric -> metric.metricName().replace('.', '_') + metric.outcome())
                .toList());
  }

  @Test
  void theTableHasEveryKeyWithItsDefault() {
    List<String> documented =
        CONFIGURATION
            .find("(?m)^\\| \\[\\[(lameduck\\.[a-z.-]+)]]`\\1`\n\\| [^|]+\n\\| (?:`([^`]+)`|none)$")
            .map(row -> row.group(1) + "=" + Objects.requireNonNullElse(row.group(2), ""))
            .toList();
    assertThat(documented)
        .containsExactlyElementsOf(
            Arrays.stream(Key.values()).map(key -> key.key() + "=" + key.defaultText()).toList());
  }

  @Test
  void noPageNamesAKeyThatDoesNotExist() {
    for (Page page : Page.all()) {
      List<String> keys =
          page.find("(?<![.\\w])lameduck\\.([a-z]+[a-z-]*(?:\\.[a-z-]+)?)(?=[=`\\s])")
              .map(MatchResult::group)
              .filter(name -> !OF_METRICS.contains(name))
              .toList();
      assertThat(UnknownKeys.among(keys, List.of())).as(page.name()).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void refusedAsDocumented(String settings, String message) {
    Map<String, String> configured = new HashMap<>();
    for (String setting : settings.split(" ", -1)) {
      configured.put(
          setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
    }
    Function<String, Optional<String>> source = key -> Optional.ofNullable(configured.get(key));
    assertThatThrownBy(() -> SettingsReader.read(source))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage(message);
  }

  /** Without any, JUnit fails: the parameterized test has nothing to run. */
  static Stream<String[]> refusedAsDocumented() {
    return CONFIGURATION
        .find("(?m)^\\.`(lameduck\\.[^`]+)`\n----\n(.+)\n----$")
        .map(example -> new String[] {example.group(1), example.group(2)});
  }

  @Test
  void everyIdHasOneEntry() {
    List<String> headings =
        TROUBLESHOOTING.find("(?m)^== (LD\\d{4})$").map(entry -> entry.group(1)).toList();
    assertThat(headings)
        .isNotEmpty()
        .isSorted()
        .doesNotHaveDuplicates()
        .containsExactlyElementsOf(MessageSource.ids());
  }

  @Test
  void everyEntryCanBeLinkedToById() {
    assertThat(TROUBLESHOOTING.find("(?m)^\\[#(LD\\d{4})]\n== \\1$"))
        .hasSameSizeAs(MessageSource.ids());
  }

  /** The level and the moment, the cause with its consequence, and the fix. */
  @Test
  void everyEntrySaysWhatItMeansAndWhatToDo() {
    for (MatchResult entry :
        TROUBLESHOOTING
            .find("(?s)\n== (LD\\d{4})\n\n\\[\\.shape]\n----\n.*?\n----\n\n(.*?)(?=\n\\[#LD|$)")
            .toList()) {
      String id = entry.group(1);
      String text = entry.group(2);
      assertThat(text).as(id).containsPattern("(?s)^.+\n\n\\*Means[:*].+\n\n\\*Do:\\* ");
      String level = MessageSource.level(id);
      if (!id.equals("LD0014")) { // It is the message of an exception.
        assertThat(text).as(id).startsWith(level);
      }
      if (level.equals("WARNING")) {
        assertThat(text.substring(text.indexOf("*Do:*")))
            .as("%s: a key, a line of a manifest, or what to look at", id)
            .containsPattern("`|<<LD|xref:|stack trace|report it");
      }
    }
  }

  @Test
  void everyShapeIsWhatTheCodeWrites() {
    List<MatchResult> blocks =
        TROUBLESHOOTING
            .find("(?m)^== (LD\\d{4})\n\n\\[\\.shape]\n----\n((?:.+\n)+?)----$")
            .toList();
    assertThat(new TreeSet<>(blocks.stream().map(block -> block.group(1)).toList()))
        .containsExactlyElementsOf(MessageSource.ids());
    for (MatchResult block : blocks) {
      for (String shape : block.group(2).lines().toList()) {
        assertThat(shape).startsWith(block.group(1) + ": ");
        assertThat(MessageSource.writes(shape)).as(shape).isTrue();
      }
    }
  }

  @Test
  void theFiguresOfAReportAreWhatTheCodeWrites() {
    String figures =
        TROUBLESHOOTING.find("(?m)^lame duck <time>.*$").findFirst().orElseThrow().group();
    assertThat(MessageSource.writesFigures(figures)).as(figures).isTrue();
  }

  /** The control: a shape with one word changed is not taken for the code's. */
  @Test
  void aWrongShapeIsNoticed() {
    assertThat(MessageSource.writes("LD0005: Drained (<trigger>): <figures>")).isTrue();
    assertThat(MessageSource.writes("LD0005: Drained <trigger>: <figures>")).isFalse();
    assertThat(MessageSource.writes("LD0004: Drained (<trigger>): <figures>")).isFalse();
    assertThat(MessageSource.writes("LD0005: Drained (<trigger>)")).isFalse();
  }

  /** Whatever is quoted as output of Lameduck, on any page, has an id that exists. */
  @Test
  void noPageNamesAnIdThatDoesNotExist() {
    Pattern id = Pattern.compile("LD\\d{4}");
    for (Page page : Page.all()) {
      assertThat(page.find(id.pattern()).map(MatchResult::group).toList())
          .as(page.name())
          .isSubsetOf(MessageSource.ids());
    }
  }

  /** Asciidoctor checks references within a page only. */
  @Test
  void everyReferenceToAnotherPageArrives() {
    Map<String, String> texts = new HashMap<>();
    Page.all().forEach(page -> texts.put(page.name(), page.text()));
    int checked = 0;
    for (Page page : Page.all()) {
      for (MatchResult xref : page.find("xref:([\\w-]+)\\.adoc(?:#([\\w-]+))?\\[").toList()) {
        checked++;
        // Without words of its own it would read "servers.html".
        assertThat(page.text().charAt(xref.end()))
            .as(page.name() + ": " + xref.group())
            .isNotEqualTo(']');
        String anchor = xref.group(2) == null ? "" : "[#" + xref.group(2) + "]\n";
        assertThat(texts.get(xref.group(1)))
            .as(page.name() + ": " + xref.group())
            .isNotNull()
            .contains(anchor);
      }
    }
    assertThat(checked).isPositive();
  }
}
