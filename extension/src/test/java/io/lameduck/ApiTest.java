package io.lameduck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.lameduck.config.Key;
import io.lameduck.deployment.OperatorContract;
import io.lameduck.metrics.Metric;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Whatever applications, operators or other versions of Lameduck rely on is what the baseline says.
 * An intended change is accepted by replacing the baseline, which shows it to whoever reviews.
 */
class ApiTest {

  private static final Path BASELINE = Path.of("src/main/api/contract.txt");
  private static final Path ACTUAL = Path.of("target/contract.txt");

  @Test
  void theContractIsThatOfTheBaseline() throws Exception {
    List<String> actual = contract();
    Files.createDirectories(ACTUAL.getParent());
    Files.write(ACTUAL, actual);
    List<String> baseline = Files.exists(BASELINE) ? Files.readAllLines(BASELINE) : List.of();
    String change = change(baseline, actual);
    if (!change.isEmpty()) {
      fail(
          """
          The public contract is not that of extension/%s:
          %s
          What is gone breaks those who rely on it. Where all of this is meant, accept it, and tell \
          of it in CHANGELOG.md:

            cp extension/%s extension/%s
          """
              .formatted(BASELINE, change, ACTUAL, BASELINE));
    }
  }

  private static List<String> contract()
      throws IOException, ReflectiveOperationException, JMException {
    List<String> lines = new ArrayList<>();
    lines.add("# What Lameduck promises. Written by ApiTest, which says how a change is accepted.");
    section(lines, "Java", PublicTypes.of(classes(), "io.lameduck"));
    section(
        lines,
        "Configuration keys and their defaults",
        Arrays.stream(Key.values()).map(key -> key.key() + "=" + key.defaultText()).toList());
    section(lines, "MBean", OperatorContract.mbean());
    section(lines, "JFR events", OperatorContract.events());
    section(lines, "Metrics", metrics());
    section(lines, "Web fragment", List.of(webFragment()));
    return lines;
  }

  private static void section(List<String> lines, String title, List<String> content) {
    assertThat(content).as(title).isNotEmpty();
    lines.addAll(List.of("", "== " + title));
    lines.addAll(content);
  }

  private static Path classes() {
    try {
      return Path.of(Lameduck.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> metrics() {
    List<String> lines = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      String outcome =
          metric.outcome().isEmpty() ? "" : ", " + Metric.OUTCOME + "=" + metric.outcome();
      lines.add("%s{%s%s}".formatted(metric.metricName(), Metric.APPLICATION, outcome));
    }
    return lines;
  }

  /** What an application names in its own ordering. */
  private static String webFragment() throws IOException {
    Matcher name = Pattern.compile("<name>(.+)</name>").matcher(WebFragmentTest.fragment());
    assertThat(name.find()).isTrue();
    return name.group(1);
  }

  /** What differs, a line each; empty where nothing does. */
  private static String change(List<String> before, List<String> after) {
    List<String> lines = new ArrayList<>();
    before.stream()
        .filter(line -> !after.contains(line))
        .forEach(line -> lines.add("  gone: " + line));
    after.stream()
        .filter(line -> !before.contains(line))
        .forEach(line -> lines.add("  new:  " + line));
    if (lines.isEmpty() && !before.equals(after)) {
      lines.add("  the same lines in another order, or a line twice");
    }
    return String.join("\n", lines);
  }

  /** The control: whatever a change could break is in the lines, and what is ours alone is not. */
  @Test
  void theLinesTellWhatCouldBreak() throws ReflectiveOperationException {
    assertThat(String.join("\n", PublicTypes.of(Sample.class)).replace("io.lameduck.ApiTest$", ""))
        .isEqualTo(
            """
            @java.lang.Deprecated(forRemoval=true, since="1") public abstract static class \
            Sample<T extends java.lang.Number> extends java.util.ArrayList<T> \
            implements java.util.function.Supplier<java.util.List<@Nullable T>>
            protected Sample(T)
            public abstract @Nullable T Sample.find(java.lang.String, @Nullable java.lang.Object[]) \
            throws java.io.IOException
            public java.util.List<@Nullable T> Sample.get()
            public static final java.lang.String Sample.NAME"""
                .replace("@Nullable", "@" + Nullable.class.getName()));
    assertThat(PublicTypes.of(Choice.class))
        .containsExactly(
            "public static final enum io.lameduck.ApiTest$Choice",
            "io.lameduck.ApiTest$Choice.YES",
            "io.lameduck.ApiTest$Choice.NO");
    assertThat(PublicTypes.of(Pair.class))
        .containsExactly(
            "public static final record io.lameduck.ApiTest$Pair(long left, java.lang.String right)",
            "public static io.lameduck.ApiTest$Pair io.lameduck.ApiTest$Pair.of(long)");
    assertThat(PublicTypes.of(Mark.class))
        .containsExactly(
            "@java.lang.annotation.Retention(value=RUNTIME) public static @interface"
                + " io.lameduck.ApiTest$Mark implements java.lang.annotation.Annotation",
            "public abstract int[] io.lameduck.ApiTest$Mark.value() default {1, 2}");
  }

  @Test
  void aChangeIsToldLineByLine() {
    assertThat(change(List.of("a", "b"), List.of("a", "c"))).isEqualTo("  gone: b\n  new:  c");
    assertThat(change(List.of("a", "b"), List.of("b", "a"))).contains("another order");
    assertThat(change(List.of("a"), List.of("a"))).isEmpty();
  }

  /** Something of everything that a line can tell. */
  @Deprecated(since = "1", forRemoval = true)
  public abstract static class Sample<T extends Number> extends ArrayList<T>
      implements Supplier<List<@Nullable T>> {

    private static final long serialVersionUID = 1;

    public static final String NAME = "sample";

    protected Sample(T first) {
      hidden(first);
    }

    Sample() {}

    public abstract @Nullable T find(String name, @Nullable Object... more) throws IOException;

    @Override
    public synchronized List<@Nullable T> get() {
      return List.of();
    }

    private void hidden(T element) {
      add(element);
    }
  }

  public enum Choice {
    YES,
    NO
  }

  public record Pair(long left, String right) {
    public static Pair of(long left) {
      return new Pair(left, "");
    }
  }

  @Retention(RetentionPolicy.RUNTIME)
  public @interface Mark {
    int[] value() default {1, 2};
  }
}
