package io.lameduck.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {

  private final Map<String, String> configured = new HashMap<>();

  private Settings read() {
    return SettingsReader.read(key -> Optional.ofNullable(configured.get(key)));
  }

  @Test
  void theDefaults() {
    assertThat(read())
        .isEqualTo(
            new Settings(
                true,
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                Duration.ofSeconds(15),
                Duration.ZERO,
                Duration.ofSeconds(2),
                Duration.ofMillis(800),
                false,
                Duration.ofSeconds(1),
                Set.of("TERM"),
                List.of("/health", "/health/live", "/health/ready", "/health/started", "/metrics"),
                new Settings.Endpoint(false, "/lameduck", Optional.empty(), false, false),
                true,
                true,
                Path.of("/dev/termination-log")));
    assertThat(read().drainTime()).hasSeconds(25);
  }

  @ParameterizedTest
  @CsvSource({
    "5s, 5000",
    "500ms, 500",
    "2m, 120000",
    "1h, 3600000",
    "PT5S, 5000",
    "pt1m30s, 90000",
    "0s, 0",
    "' 7 s ', 7000",
    "10S, 10000"
  })
  void durations(String text, long millis) {
    configured.put("lameduck.grace-period", "2h");
    configured.put("lameduck.announce.max", "90m");
    configured.put("lameduck.announce.min", text);
    assertThat(read().announceMin()).hasMillis(millis);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "announce.min | banana | lameduck.announce.min=banana is not a duration; write it like 5s, 500ms, 2m or PT5S",
        "announce.min | -1s | lameduck.announce.min=-1s is negative; write a duration of zero or more, like 5s",
        "announce.min | PT-1S | lameduck.announce.min=PT-1S is negative; write a duration of zero or more, like 5s",
        "announce.min | 5 | lameduck.announce.min=5 has no unit; write 5s for seconds or 5ms for milliseconds",
        "grace-period | 999999999999h | lameduck.grace-period=999999999999h is more than a day; write a shorter one, like 30s",
        "announce.min | 20s | lameduck.announce.min=20s is longer than lameduck.announce.max=15s; lower the first to at most 15s or raise the second to at least 20s",
        "announce.quiet | 16s | lameduck.announce.quiet=16s is longer than lameduck.announce.max=15s; lower the first to at most 15s or raise the second to at least 16s",
        "grace-period | 20s | lameduck.announce.max=15s + lameduck.streams.timeout=2s + lameduck.stop-reserve=5s = 22s, which leaves nothing of lameduck.grace-period=20s for in-flight requests; raise lameduck.grace-period (and the pod's terminationGracePeriodSeconds with it) above 22s, or lower the others until their sum is below 20s",
        "readiness.delay | 12s | lameduck.readiness.delay=12s + lameduck.announce.min=5s = 17s is longer than lameduck.announce.max=15s: readiness would not be DOWN for 5s before the lame-duck phase ends; lower the first to at most 10s or raise lameduck.announce.max to at least 17s",
        "readiness.delay | -1s | lameduck.readiness.delay=-1s is negative; write a duration of zero or more, like 5s",
        "enabled | maybe | lameduck.enabled=maybe is not a boolean; write true or false",
        "signals | KILL | lameduck.signals=KILL contains KILL, which no process can catch; write TERM, and stop the container with SIGTERM",
        "signals | TERM,QUIT | lameduck.signals=TERM,QUIT contains QUIT, which the JVM keeps for its thread dumps; write TERM, and stop the container with SIGTERM",
        "signals | USR2 | lameduck.signals=USR2 contains USR2, which the JVM keeps for itself; write TERM, and stop the container with SIGTERM",
        "signals | CHLD | lameduck.signals=CHLD contains CHLD, which comes whenever a child process ends; write TERM, and stop the container with SIGTERM",
        "signals | SIGTERM | lameduck.signals=SIGTERM is no list of signals; write TERM, or TERM,INT",
        "signals | ',' | lameduck.signals=, is no list of signals; write TERM, or TERM,INT",
        "exclude | health | lameduck.exclude=health contains health, which is no URL pattern of paths; write /health for that path alone, or /health/* for everything below it too",
        "streams.timeout | 10s | lameduck.announce.max=15s + lameduck.streams.timeout=10s + lameduck.stop-reserve=5s = 30s, which leaves nothing of lameduck.grace-period=30s for in-flight requests; raise lameduck.grace-period (and the pod's terminationGracePeriodSeconds with it) above 30s, or lower the others until their sum is below 30s",
        "late-requests | drop | lameduck.late-requests=drop is unknown; write serve or reject",
        "retry-after | 2 | lameduck.retry-after=2 has no unit; write 2s for seconds or 2ms for milliseconds",
        "endpoint.enabled | on | lameduck.endpoint.enabled=on is not a boolean; write true or false",
        "endpoint.path | lameduck/ | lameduck.endpoint.path=lameduck/ is no path of a request; write it like /lameduck",
        "endpoint.token | secret | lameduck.endpoint.token=(not shown) cannot be sent as a bearer token; write at least 16 letters, digits or any of -._~+/",
        "endpoint.token | a secret with spaces | lameduck.endpoint.token=(not shown) cannot be sent as a bearer token; write at least 16 letters, digits or any of -._~+/",
        "termination-log | log.txt | lameduck.termination-log=log.txt is no absolute path; write it like /dev/termination-log",
        "exclude | /api/ | lameduck.exclude=/api/ contains /api/, which is no URL pattern of paths; write /health for that path alone, or /health/* for everything below it too",
        "exclude | /health,/* | lameduck.exclude=/health,/* contains /*, which is no URL pattern of paths; write /health for that path alone, or /health/* for everything below it too",
        "exclude | *.png | lameduck.exclude=*.png contains *.png, which is no URL pattern of paths; write /health for that path alone, or /health/* for everything below it too",
        "exclude | /a*/b | lameduck.exclude=/a*/b contains /a*/b, which is no URL pattern of paths; write /health for that path alone, or /health/* for everything below it too",
        "endpoint.enabled | true | lameduck.endpoint.enabled=true has no lameduck.endpoint.token, so a proxy or sidecar on this machine would let in anyone; set the token, or write lameduck.endpoint.trust-loopback=true if nothing on this machine forwards requests to the endpoint",
        "endpoint.trust-loopback | no | lameduck.endpoint.trust-loopback=no is not a boolean; write true or false",
      })
  void refusesWithKeyValueFaultAndRemedy(String key, String value, String message) {
    configured.put(Key.PREFIX + key, value);
    assertThatThrownBy(this::read)
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage("LD0014: Invalid Lameduck configuration: " + message);
  }

  @Test
  void allThatIsWrongIsInOneMessage() {
    configured.put("lameduck.announce.min", "soon");
    configured.put("lameduck.grace-period", "later");
    assertThatThrownBy(this::read).hasMessageContainingAll("=soon", "=later");
  }

  @Test
  void aGracePeriodOneStepAboveTheSumIsAccepted() {
    configured.put("lameduck.grace-period", "22001ms");
    assertThat(read().drainTime()).hasMillis(17_001);
  }

  @Test
  void aReadinessDelayIsBeforeTheMinimum() {
    configured.put("lameduck.readiness.delay", "10s");
    assertThat(read().readinessDelay()).hasSeconds(10);
    assertThat(read().lameDuckMin()).hasSeconds(15);
    configured.put("lameduck.announce.min", "6s");
    assertThatThrownBy(this::read).hasMessageContaining(" = 16s is longer than");
    configured.put("lameduck.announce.max", "16s");
    assertThat(read().lameDuckMin()).hasSeconds(16);
    configured.put("lameduck.announce.max", "23s");
    assertThatThrownBy(this::read).hasMessageContaining("leaves nothing of lameduck.grace-period");
  }

  @Test
  void offMeansOffWhateverElseIsConfigured() {
    configured.put("lameduck.enabled", "FALSE");
    configured.put("lameduck.announce.min", "banana");
    assertThat(read().enabled()).isFalse();
  }

  @Test
  void theTokenIsReadAndNotShown() {
    String token = "0123456789abcdef";
    configured.put("lameduck.endpoint.token", token);
    assertThat(read().endpoint().token()).contains(token);
    assertThat(read().toString()).contains("/lameduck").doesNotContain(token);
  }

  @Test
  void anEndpointWantsATokenOrTrustsLoopback() {
    configured.put("lameduck.endpoint.enabled", "true");
    configured.put("lameduck.endpoint.trust-loopback", "true");
    assertThat(read().endpoint().trustLoopback()).isTrue();
    configured.put("lameduck.endpoint.token", "0123456789abcdef");
    assertThatThrownBy(this::read)
        .hasMessageContaining(
            ": lameduck.endpoint.trust-loopback=true has no effect with lameduck.endpoint.token;"
                + " remove one of them");
    configured.put("lameduck.endpoint.trust-loopback", "false");
    assertThat(read().endpoint().enabled()).isTrue();
  }

  @Test
  void signalsAndPatternsAreLists() {
    configured.put("lameduck.signals", "TERM, INT");
    configured.put("lameduck.exclude", "/q/health/* , /probe");
    assertThat(read().signals()).containsExactly("TERM", "INT");
    assertThat(read().exclude()).containsExactly("/q/health/*", "/probe");
  }

  @ParameterizedTest
  @CsvSource({
    "/health, true",
    "/health/ready, false",
    "/health/, false",
    "/healthy, false",
    "/app/health, false",
    "/q, true",
    "/q/metrics, true",
    "/q/metrics/base, true",
    "/query, false",
    "/, false"
  })
  void patternsMatchAsThoseOfAServlet(String path, boolean covered) {
    assertThat(new PathSet(List.of("/health", "/q/*")).covers(path)).isEqualTo(covered);
  }

  @ParameterizedTest
  @CsvSource({"0, 0s", "999, 999ms", "1000, 1s", "1500, 1500ms", "60000, 1m", "90000, 90s"})
  void configuredDurationsAreShownAsTheyCouldBeWritten(long millis, String text) {
    assertThat(Durations.text(Duration.ofMillis(millis))).isEqualTo(text);
    assertThat(Durations.parse(text)).hasMillis(millis);
  }

  @ParameterizedTest
  @CsvSource({"0, 0ms", "999, 999ms", "1000, 1.0s", "12345, 12.3s"})
  void measuredDurationsAreShownInAnyLanguageAlike(long millis, String text) {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(Durations.measured(Duration.ofMillis(millis))).isEqualTo(text);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void whatIsAbandonedIsInterruptedOrLeft() {
    configured.put("lameduck.abandoned", " Leave ");
    assertThat(read().interruptAbandoned()).isFalse();
    configured.put("lameduck.abandoned", "interrupt");
    assertThat(read().interruptAbandoned()).isTrue();
    configured.put("lameduck.abandoned", "kill");
    assertThatThrownBy(this::read)
        .hasMessageContaining("lameduck.abandoned=kill is unknown; write interrupt or leave");
  }
}
