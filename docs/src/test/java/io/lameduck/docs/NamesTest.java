package io.lameduck.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every class, method, test and field of this project that a page names exists. */
class NamesTest {

  /** A name in code letters that begins as a class does, perhaps with a member. */
  private static final Pattern NAME =
      Pattern.compile("`([A-Z]\\w*[a-z]\\w*)(?:\\.(\\w+))?(?:\\([^`]*\\))?`");

  private final SourceTree sources = SourceTree.read();

  @Test
  void everyClassAndMemberThatAPageNamesExists() {
    var foreign = sources.foreignNames();
    var used = new TreeSet<String>();
    var missing = new TreeSet<String>();
    for (Page page : Page.withGuides()) {
      for (MatchResult name : NAME.matcher(page.text()).results().toList()) {
        String type = name.group(1);
        if (foreign.contains(type)) {
          used.add(type);
        } else if (!sources.has(type, name.group(2)) && !attributes().contains(type)) {
          missing.add(page.name() + ": " + name.group());
        }
      }
    }
    assertThat(missing).as("neither in the sources nor in the list of foreign names").isEmpty();
    // A name that no page uses any more leaves the list.
    assertThat(foreign).isEqualTo(used);
  }

  @Test
  void everyPackageOrPropertyThatAPageNamesExists() {
    for (Page page : Page.withGuides()) {
      for (MatchResult name : page.find("`io\\.lameduck\\.([a-z]+(?:\\.[a-z]+)*)`").toList()) {
        assertThat(
                sources.hasPackage(name.group(1)) || sources.quote("io.lameduck." + name.group(1)))
            .as(page.name() + ": " + name.group())
            .isTrue();
      }
    }
  }

  @Test
  void theTableOfEventsHasEveryField() {
    for (String event : List.of("Drain", "DrainPhase")) {
      List<String> documented =
          Page.named("report")
              .find("(?m)^\\| `io\\.lameduck\\." + event + "`\n\\| (.+)$")
              .flatMap(row -> Pattern.compile("`(\\w+)`").matcher(row.group(1)).results())
              .map(field -> field.group(1))
              .toList();
      List<String> written =
          Pattern.compile("(?m)^  (?:long|@Nullable String) (\\w+);")
              .matcher(sources.text(event + "Event"))
              .results()
              .map(field -> field.group(1))
              .toList();
      assertThat(documented).as(event).isNotEmpty().containsExactlyElementsOf(written);
    }
  }

  @Test
  void theTableOfJmxHasEveryAttribute() {
    String table = Page.named("several").text();
    table = table.substring(table.indexOf("| Attribute | Meaning"));
    List<String> documented =
        Pattern.compile("(?m)^\\| `(\\w+)`$")
            .matcher(table.substring(0, table.indexOf("| Operation")))
            .results()
            .map(row -> row.group(1))
            .toList();
    assertThat(documented).isNotEmpty().containsExactlyElementsOf(attributes());
  }

  /** The control: what is not there is not found. */
  @Test
  void aWrongNameIsNoticed() {
    assertThat(sources.has("NamesTest", "aWrongNameIsNoticed")).isTrue();
    assertThat(sources.has("NamesTest", "aRightName" + "IsNoticed")).isFalse();
    assertThat(sources.has("NameTest", null)).isFalse();
    assertThat(sources.hasPackage("doc")).isFalse();
    assertThat(NAME.matcher("`NameTest.isGone()`").matches()).isTrue();
  }

  /** What an operator sees of the MBean. */
  private List<String> attributes() {
    return Pattern.compile("(?m)^  \\S+ (?:get|is)(\\w+)\\(\\);")
        .matcher(sources.text("DrainMBean"))
        .results()
        .map(attribute -> attribute.group(1))
        .toList();
  }
}
