package io.lameduck.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lameduck.config.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Each listing and each command on the pages for users is included from a file of a tested module,
 * held against the code, run by a test, or in the list with a reason.
 */
class ListingTest {

  /** The list: a command or the first line of a listing, and what runs it or why nothing does. */
  private static final Page LIST = Page.named("_commands");

  /** In code letters, a program with an argument. */
  private static final Pattern COMMAND =
      Pattern.compile(
          "`\\+?((?:mvn|kubectl|curl|java|exec|kill|(?:bin/)?asadmin|jboss-cli\\S*|jps|apt-get|tini"
              + "|dumb-init|docker|podman|jfr|nohup|start-domain|trap|(?:bin/)?server"
              + "|shutdown) [^`\n]+?)\\+?`");

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `\\+?([^`]+?)\\+?`\n\\| (.+(?:\n(?!\\|).+)*)$");

  private static final Path ROOT = Path.of("..");

  @Test
  void eachIsRunOrListed() throws IOException {
    var unknown = new TreeSet<String>();
    var known = new TreeMap<>(listed());
    var used = new TreeSet<String>();
    for (Page page : pages()) {
      for (Listing listing : Listing.of(page)) {
        if (!ListingCheck.passes(listing)) {
          String first = listing.lines().get(0);
          (known.containsKey(first) ? used : unknown)
              .add(known.containsKey(first) ? first : page.name() + ": " + first);
        }
      }
      for (MatchResult command : COMMAND.matcher(withoutListings(page)).results().toList()) {
        String text = command.group(1);
        (known.containsKey(text) ? used : unknown)
            .add(known.containsKey(text) ? text : page.name() + ": " + text);
      }
    }
    assertThat(unknown).as("neither checked nor in _commands.adoc").isEmpty();
    assertThat(used).as("what no page has any more leaves the list").isEqualTo(known.keySet());
  }

  /** The control: what is one word off is neither checked nor listed. */
  @Test
  void whatIsOneWordOffIsNoticed() {
    List<String> wrong = new ArrayList<>();
    for (Page page : pages()) {
      for (Listing listing : Listing.of(page)) {
        if (ListingCheck.readsTheBody(listing)) {
          String body = listing.body().replaceFirst("\\w+", "$0x");
          var other = new Listing(listing.page(), listing.head(), body);
          if (ListingCheck.readsTheBody(other)) {
            wrong.add(listing.toString());
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(
            ListingCheck.passes(
                new Listing("kubernetes", "[source,yaml]\n", "include::{manifests}/gone.yaml[]\n")))
        .isFalse();
    assertThat(ListingCheck.passes(new Listing("kubernetes", "", "rm -rf target\n"))).isFalse();
    assertThat(COMMAND.matcher("`kubectl drain`").find()).isTrue();
  }

  /** A name of a test there exists: NamesTest. */
  @Test
  void eachEntryOfTheListHasAReason() {
    assertThat(LIST.find("(?m)^\\| ")).hasSize(2 * listed().size() + 1);
    assertThat(listed().values()).allMatch(reason -> reason.split(" ").length > 2);
  }

  /** Where there is a kubectl of 1.22 or later, as for the tests of the manifests. */
  @Test
  void theManifestsAreRendered() throws IOException, InterruptedException {
    boolean here =
        run("kubectl version --client --output=json | grep -Eq '\"minor\": *\"(2[2-9]|[3-9])'")
            == 0;
    if (!here) {
      System.out.println("The command of the manifests skipped: no kubectl 1.22 or later here");
    }
    assumeTrue(here);
    List<Listing> commands =
        Listing.of(Page.named("kubernetes")).stream()
            .filter(listing -> listing.body().startsWith("kubectl kustomize "))
            .toList();
    assertThat(commands).hasSize(1);
    assertThat(run(commands.get(0).body())).isZero();
    assertThat(run(commands.get(0).body().strip() + "x")).isNotZero();
  }

  /** The dependency is that of the quick start, the lines of the pod those of the samples. */
  @Test
  void theReadmeSaysWhatThePagesSay() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    String version =
        Pattern.compile("<version>([^<]+)</version>\\s*\n  <packaging>pom")
            .matcher(Files.readString(ROOT.resolve("pom.xml")))
            .results()
            .findFirst()
            .orElseThrow()
            .group(1);
    String dependency =
        Listing.of(Page.named("quickstart")).stream()
            .filter(listing -> listing.isSource("xml"))
            .map(Listing::body)
            .findFirst()
            .orElseThrow();
    assertThat(readme).contains(dependency.replace("{project-version}", version));
    assertThat(readme)
        .contains(
            "\nterminationGracePeriodSeconds: " + Key.GRACE_PERIOD.defaultText().replace("s", " "))
        .contains("path: /health/ready, port: 9990")
        .contains("{ name: LAUNCH_JBOSS_IN_BACKGROUND, value: \"true\" }");
    Path samples = ROOT.resolve("samples");
    assertThat(Files.readString(samples.resolve("kubernetes/overlays/wildfly/server.yaml")))
        .contains("containerPort: 9990");
    assertThat(Files.readString(samples.resolve("wildfly/entry.sh")))
        .contains("LAUNCH_JBOSS_IN_BACKGROUND=true");
  }

  private static int run(String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-c", command)
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(command).isTrue();
    return process.exitValue();
  }

  private static Map<String, String> listed() {
    Map<String, String> listed = new TreeMap<>();
    ROW.matcher(LIST.text())
        .results()
        .forEach(row -> assertThat(listed.put(row.group(1), row.group(2))).isNull());
    return listed;
  }

  private static List<Page> pages() {
    return SiteGroups.forUsers().stream().map(Page::named).toList();
  }

  private static String withoutListings(Page page) {
    return page.text().replaceAll("(?m)^----\\n(?:(?!----$).*\\n)*----$", "");
  }
}
