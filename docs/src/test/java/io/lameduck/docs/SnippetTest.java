package io.lameduck.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.config.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader would copy from a page works. */
class SnippetTest {

  private static final String PROPERTIES = "[source,properties]\n----\n%s\n----\n";

  private static final String CHANGED =
      "`(?=[^\\s`+])[^`\n]*(?:\\w'\\w| -- |\\.{3}|[-=]>|<[-=])[^`\n]*(?<=[^\\s`])`";

  private static final Pattern INCLUDE =
      Pattern.compile("include::\\{(\\w+)}/([\\w/]+\\.java)\\[tag=(\\w+),indent=0]\n");

  @Test
  void everyConfigurationIsAccepted() {
    int checked = 0;
    for (Page page : Page.all()) {
      List<PropertiesBlock> blocks = PropertiesBlock.of(page);
      assertThat(page.find("\\[source,properties")).as(page.name()).hasSameSizeAs(blocks);
      for (PropertiesBlock block : blocks) {
        checked++;
        assertThat(block.problem()).as(page.name() + ":\n" + block.text()).isEmpty();
      }
    }
    assertThat(checked).isPositive();
  }

  /** The control. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "lameduck.grace-periode=30s",
        "lameduck.grace.period=30s",
        "quarkus.shutdown.timeout=30s",
        "lameduck.grace-period=30",
        "lameduck.announce.min=20s",
        "lameduck.announce.max=20s\n# 20 s + 2 s + 5 s\nlameduck.grace-period=27s"
      })
  void aConfigurationThatCannotWorkIsNoticed(String text) {
    assertThat(only(PROPERTIES.formatted(text)).problem()).isPresent();
  }

  @Test
  void oneThatIsMeantToBeRefusedHasToBe() {
    String marked = "[.refused]\n" + PROPERTIES;
    assertThat(only(marked.formatted("lameduck.announce.min=20s")).problem()).isEmpty();
    assertThat(only(marked.formatted("lameduck.announce.min=10s")).problem()).isPresent();
    assertThat(only(marked.formatted("lameduck.announce.mni=20s")).problem()).isPresent();
  }

  @Test
  void everyEnvironmentVariableIsAKey() {
    List<String> variables =
        Key.names().stream()
            .map(key -> key.replaceAll("[^a-z]", "_").toUpperCase(Locale.ROOT))
            .toList();
    for (Page page : Page.all()) {
      assertThat(page.find("\\bLAMEDUCK_\\w+").map(MatchResult::group))
          .as(page.name())
          .allMatch(variables::contains);
    }
  }

  /** All code is in files that are compiled; that the tag exists is seen by Asciidoctor too. */
  @Test
  void noCodeIsWrittenOnAPage() throws IOException {
    int checked = 0;
    for (Page page : Page.all()) {
      List<MatchResult> blocks =
          page.find("(?m)^\\[source,java.*]\n----\n((?:(?!----$).*\n)*)----$").toList();
      assertThat(page.find("\\[source,java")).as(page.name()).hasSameSizeAs(blocks);
      for (MatchResult block : blocks) {
        checked++;
        var include = INCLUDE.matcher(block.group(1));
        assertThat(include.matches()).as(page.name() + ":\n" + block.group(1)).isTrue();
        String folder =
            page.find("(?m)^:" + include.group(1) + ": (.+)$").findFirst().orElseThrow().group(1);
        Path file = Path.of("src/main/asciidoc", folder, include.group(2));
        assertThat(Files.readString(file)).contains("tag::" + include.group(3) + "[]");
      }
    }
    assertThat(checked).isPositive();
  }

  /** Asciidoctor makes curly quotes and dashes in code too, where no plus signs are around it. */
  @Test
  void noCodeInALineIsChanged() {
    for (Page page : Page.all()) {
      assertThat(page.find(CHANGED).map(MatchResult::group)).as(page.name()).isEmpty();
    }
    assertThat(new Page("control", "Do `WildFly's stop`, or `tini -- it`.").find(CHANGED))
        .hasSize(2);
    assertThat(new Page("control", "Do `+tini -- it+`, not `a`'s or `b`.").find(CHANGED)).isEmpty();
  }

  /** The command of the preStop hook asks what the endpoint answers. */
  @Test
  void theHookAsksForADrain() throws IOException {
    String manifest = "overlays/prestop/prestop.yaml";
    assertThat(Page.named("endpoint").text()).contains(manifest);
    assertThat(Files.readString(Path.of("../samples/kubernetes", manifest)))
        .contains("-X POST", "/shop" + Key.ENDPOINT_PATH.defaultText() + "/drain");
    assertThat(
            Files.readString(
                Path.of("../extension/src/main/java/io/lameduck/servlet/DrainEndpoint.java")))
        .contains("case \"/drain\", \"/resume\" -> \"POST\";");
  }

  private static PropertiesBlock only(String text) {
    List<PropertiesBlock> blocks = PropertiesBlock.of(new Page("control", text));
    assertThat(blocks).hasSize(1);
    return blocks.get(0);
  }
}
