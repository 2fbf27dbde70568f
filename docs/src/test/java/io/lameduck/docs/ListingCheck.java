package io.lameduck.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lameduck.metrics.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a listing can be held against. */
final class ListingCheck {

  private static final Path PAGES = Path.of("src/main/asciidoc");
  private static final SourceTree SOURCES = SourceTree.read();

  /** A line that Asciidoctor replaces by a file of ours, or a part of it. */
  private static final Pattern INCLUDE =
      Pattern.compile("include::\\{(\\w+)}/([^\\[]+)\\[(?:tags?=[\\w;*-]+)?(?:,?indent=0)?]");

  /** By other tests, which find them by the same marks. */
  private static final List<Predicate<Listing>> ELSEWHERE =
      List.of(
          listing -> listing.isSource("properties"), // SnippetTest
          listing -> listing.head().startsWith(".`lameduck."), // DocsTest.refusedAsDocumented
          listing -> listing.head().contains("[.shape]"), // DocsTest.everyShapeIsWhatTheCodeWrites
          listing -> MessageSource.writesFigures(listing.body().strip())); // DocsTest

  private static final List<Predicate<Listing>> HERE =
      List.of(
          ListingCheck::isIncluded,
          ListingCheck::isLogged,
          ListingCheck::isTheDependency,
          ListingCheck::isTheReadiness,
          ListingCheck::areTheMetrics,
          ListingCheck::isTheRecording,
          listing -> inSource(listing, "FlightRecorderIT", "-XX:StartFlightRecording=", "/tmp/"),
          listing -> inSource(listing, "JmxPeers", "io.lameduck:", "name="),
          listing -> listing.body().matches("kubectl kustomize \\S+\n")); // ListingTest runs it

  private ListingCheck() {}

  static boolean passes(Listing listing) {
    return ELSEWHERE.stream().anyMatch(check -> check.test(listing)) || readsTheBody(listing);
  }

  /** Whether a check of this class passes, and not one that only knows who checks it. */
  static boolean readsTheBody(Listing listing) {
    return HERE.stream().anyMatch(check -> check.test(listing));
  }

  /**
   * From a module with tests: the samples' start servers with these files, the suite's run them.
   */
  private static boolean isIncluded(Listing listing) {
    Page page = Page.named(listing.page());
    return listing.lines().stream()
        .allMatch(
            line -> {
              Matcher include = INCLUDE.matcher(line);
              if (!include.matches()) {
                return false;
              }
              String folder =
                  page.find("(?m)^:" + include.group(1) + ": (.+)$")
                      .findFirst()
                      .map(attribute -> attribute.group(1))
                      .orElse("");
              Path file = PAGES.resolve(folder).resolve(include.group(2)).normalize();
              return Files.isRegularFile(file)
                  && (file.startsWith("../samples") || file.startsWith("../tck/suite"));
            });
  }

  private static boolean isLogged(Listing listing) {
    return listing.lines().stream().allMatch(MessageSource::couldHaveWritten);
  }

  private static boolean isTheDependency(Listing listing) {
    String pom = read(Path.of("../extension/pom.xml"));
    String own = pom.substring(pom.indexOf("</parent>"));
    return listing.isSource("xml")
        && listing.body().startsWith("<dependency>\n")
        && own.contains("<artifactId>" + tag("artifactId", listing.body()) + "</artifactId>")
        && pom.contains("<groupId>" + tag("groupId", listing.body()) + "</groupId>")
        && tag("version", listing.body()).equals("{project-version}")
        && listing.body().endsWith("</dependency>\n");
  }

  private static boolean isTheReadiness(Listing listing) {
    if (!listing.isSource("json")) {
      return false;
    }
    String check = SOURCES.text("DrainReadinessCheck");
    try {
      JsonNode answer = new ObjectMapper().readTree(listing.body());
      return check.contains("named(\"" + answer.path("name").asText() + "\")")
          && new TreeSet<>(all("withData\\(\"(\\w+)\"", check)).equals(names(answer.path("data")))
          && answer.path("data").path("phase").asText().equals("SERVING")
              == answer.path("status").asText().equals("UP");
    } catch (IOException e) {
      return false;
    }
  }

  private static Set<String> names(JsonNode node) {
    TreeSet<String> names = new TreeSet<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static boolean areTheMetrics(Listing listing) {
    Pattern shape =
        Pattern.compile(
            "(\\w+)\\{lameduck_application=\"/\\w+\"(?:,lameduck_outcome=\"(\\w+)\")?"
                + ",mp_scope=\"application\"} [\\d.]+");
    List<String> seen =
        listing.lines().stream()
            .map(shape::matcher)
            .filter(Matcher::matches)
            .map(line -> line.group(1) + (line.group(2) == null ? "" : line.group(2)))
            .toList();
    List<String> all =
        Arrays.stream(Metric.values())
            .map(
                metric ->
                    metric.metricName().replace('.', '_')
                        + (metric == Metric.DRAIN_DURATION ? "_seconds" : "")
                        + metric.outcome())
            .toList();
    return listing.lines().size() == all.size() && seen.equals(all);
  }

  /** The fields of each event in the order of its class. */
  private static boolean isTheRecording(Listing listing) {
    if (!listing.body().startsWith("$ jfr print --events 'io.lameduck.*' ")) {
      return false;
    }
    List<List<String>> events =
        Pattern.compile("(?m)^io\\.lameduck\\.(\\w+ \\{\n(?:  \\w+ = .+\n)+)}$")
            .matcher(listing.body())
            .results()
            .map(event -> all("(?m)^(?:  )?(\\w+) (?:=|\\{)", event.group(1)))
            .toList();
    return events.equals(List.of(event("DrainPhase"), event("Drain")));
  }

  /** Its name, and its fields between those of any event. */
  private static List<String> event(String name) {
    List<String> words = new ArrayList<>(List.of(name, "startTime", "duration"));
    words.addAll(all("(?m)^  (?:long|@Nullable String) (\\w+);", SOURCES.text(name + "Event")));
    words.add("eventThread");
    return words;
  }

  private static List<String> all(String regex, String text) {
    return Pattern.compile(regex).matcher(text).results().map(word -> word.group(1)).toList();
  }

  /** A line of the shape up to what is each reader's own, as the source has it. */
  private static boolean inSource(Listing listing, String type, String begin, String own) {
    String body = listing.body();
    int end = body.indexOf(own);
    return body.startsWith(begin) && end > 0 && SOURCES.text(type).contains(body.substring(0, end));
  }

  private static String tag(String name, String xml) {
    Matcher tag = Pattern.compile("<" + name + ">([^<]+)</" + name + ">").matcher(xml);
    return tag.find() ? tag.group(1) : "";
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
