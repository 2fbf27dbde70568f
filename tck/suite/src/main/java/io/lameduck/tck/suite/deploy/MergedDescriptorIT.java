package io.lameduck.tck.suite.deploy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.RawResponse;
import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.Deployable;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One server has each application twice, with the jar and without it: what the server makes of
 * {@code web.xml} and the fragments has to be the same (Jakarta Servlet 6.0, 8.2.3).
 */
@BlackBox("The jar does not change the merged deployment descriptor")
class MergedDescriptorIT {

  private static final String FULL = "full";
  private static final String PLAIN = "plain";
  private static final String COMPLETE = "complete";
  private static final String ORDERED = "ordered";

  private static final String JAR = "-jar";
  private static final String BARE = "-raw";

  @SuppressWarnings("NullAway.Init") // Before all tests.
  private static Instance server;

  /** An application that may answer at another path than that of its file. */
  private record Elsewhere(TestWar war) implements Deployable {
    @Override
    public List<String> contextPaths() {
      return List.of();
    }

    @Override
    public Path exportTo(Path directory) {
      return war.exportTo(directory);
    }
  }

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    List<Deployable> wars = new ArrayList<>();
    for (String kind : List.of(JAR, BARE)) {
      wars.add(
          described(FULL, kind)
              .fragment("first")
              .fragment("second")
              .page("welcome/start.txt", "welcome")
              .page("missing.txt", "missing")
              .page("thrown.txt", "thrown"));
      wars.add(described(PLAIN, kind));
      wars.add(described(COMPLETE, kind));
      wars.add(new Elsewhere(described(ORDERED, kind).fragment("first").fragment("second")));
    }
    server = Instance.startReady(wars);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  private static TestWar described(String descriptor, String kind) throws IOException {
    TestWar war = kind.equals(JAR) ? TestWar.withLameduck() : TestWar.bare();
    return war.named(descriptor + kind)
        .with("descriptor")
        .webXml(webXml(descriptor).replace("CONTEXT", descriptor + kind));
  }

  private static String webXml(String descriptor) throws IOException {
    String name = "/io/lameduck/tck/suite/descriptor/" + descriptor + "-web.xml";
    try (InputStream stream = MergedDescriptorIT.class.getResourceAsStream(name)) {
      return new String(requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Of each descriptor: distributable, sessions, version, encodings, libraries, registrations. */
  @ParameterizedTest
  @ValueSource(strings = {FULL, PLAIN, COMPLETE})
  void theApplicationReportsTheSame(String descriptor) throws ExchangeFailed {
    assertThat(report(descriptor + JAR)).isEqualTo(report(descriptor + BARE)).hasSize(16);
  }

  /** And the report tells what is configured from what is not. */
  @Test
  void controlTheReportTellsThemApart() throws ExchangeFailed {
    assertThat(report(FULL + BARE))
        .contains("session timeout: 7", "request encoding: ISO-8859-2")
        .contains(
            "parameters: {tck.of-first=kept, tck.of-second=kept, tck.of-the-application=kept}")
        .anyMatch(line -> line.startsWith("cookie: [TCKSESSION, "));
    assertThat(report(PLAIN + BARE))
        .contains("attribute that is not serializable: stored", "version: 5", "parameters: {}");
  }

  @Test
  void sessionsAreFoundByTheSameCookie() throws ExchangeFailed {
    for (String descriptor : List.of(FULL, PLAIN)) {
      assertThat(cookie(descriptor + JAR)).isEqualTo(cookie(descriptor + BARE));
    }
    assertThat(cookie(FULL + JAR)).startsWith("TCKSESSION=");
  }

  @Test
  void errorPagesAndWelcomeFilesAreTheSame() throws ExchangeFailed {
    for (String path : List.of("/no-such-page", "/throws", "/welcome/", "/start.txt")) {
      for (String descriptor : List.of(FULL, PLAIN)) {
        RawResponse with = get(descriptor + JAR, path);
        RawResponse bare = get(descriptor + BARE, path);
        assertThat(with.status()).as(descriptor + path).isEqualTo(bare.status());
        assertThat(with.head().all("Content-Type"))
            .as(descriptor + path)
            .isEqualTo(bare.head().all("Content-Type"));
        if (descriptor.equals(FULL)) {
          assertThat(with.text()).as(path).isEqualTo(bare.text());
        }
      }
    }
    assertThat(get(FULL + JAR, "/welcome/").text()).isEqualTo("welcome");
    assertThat(get(FULL + JAR, "/no-such-page").text()).isEqualTo("missing");
    assertThat(get(FULL + JAR, "/throws").text()).isEqualTo("thrown");
  }

  @Test
  void metadataCompleteStaysComplete() throws ExchangeFailed {
    for (String kind : List.of(JAR, BARE)) {
      assertThat(get(PLAIN + kind, "/running").status()).isEqualTo(200);
      assertThat(get(COMPLETE + kind, "/running").status()).as("annotated").isEqualTo(404);
    }
  }

  /**
   * With an order of the fragments, and at the path that the descriptor asks for if it is heard.
   */
  @Test
  void anOrderedApplicationReportsTheSameAtTheSamePath() throws ExchangeFailed {
    String withTheJar = contextOf(ORDERED + JAR);
    String bare = contextOf(ORDERED + BARE);
    assertThat(withTheJar.replace(JAR, BARE)).isEqualTo(bare);
    assertThat(report(withTheJar))
        .isEqualTo(report(bare))
        .contains("filters that have run: second, first");
  }

  /** Where it answers: one of two places, by whether the server heeds the default context path. */
  private static String contextOf(String name) {
    List<String> contexts = List.of(name, "default-of-" + name);
    return await("it answers")
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () ->
                contexts.stream()
                    .filter(context -> statusOf(context) == 200)
                    .findFirst()
                    .orElse(""),
            context -> !context.isEmpty());
  }

  private static int statusOf(String context) {
    try {
      return get(context, "/descriptor").status();
    } catch (ExchangeFailed e) {
      return 0;
    }
  }

  /** The lines that the application tells of itself, without its own name. */
  private static List<String> report(String context) throws ExchangeFailed {
    RawResponse response = get(context, "/descriptor");
    assertThat(response.status()).as(context).isEqualTo(200);
    return response.text().lines().map(line -> withoutKind(line)).toList();
  }

  private static String withoutKind(String text) {
    return text.replace(JAR, BARE);
  }

  /** The cookie of a new session, without what is random. */
  private static String cookie(String context) throws ExchangeFailed {
    String cookie = get(context, "/descriptor").head().first("Set-Cookie").orElse("none");
    return withoutKind(cookie)
        .replaceFirst("=[^;]*", "=")
        .replaceFirst("(?i)expires=[^;]*", "expires");
  }

  private static RawResponse get(String context, String path) throws ExchangeFailed {
    return server.getFrom("/" + context, path);
  }
}
