package io.lameduck.samples.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lameduck.config.Settings;
import io.lameduck.config.SettingsReader;
import io.lameduck.metrics.Metric;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The files for systemd, Docker Compose and Prometheus. */
class OtherPlatformsTest {

  private static final Path UNIT = Path.of("../systemd/shop.service");
  private static final Path COMPOSE = Path.of("../compose/compose.yaml");
  private static final Path ALERTS = Path.of("../prometheus/alerts.yaml");
  private static final Path ALERTS_TEST = Path.of("../prometheus/alerts_test.yaml");

  @Test
  void theUnitKillsWhenTheGracePeriodIsOver() throws IOException {
    List<String> lines = Files.readAllLines(UNIT);
    Settings settings = settings(value(lines, "Environment=LAMEDUCK_GRACE_PERIOD="));
    assertThat(settings.gracePeriod())
        .isEqualTo(Duration.ofSeconds(Long.parseLong(value(lines, "TimeoutStopSec="))));
    assertThat(lines)
        .contains("SuccessExitStatus=143", "KillMode=mixed")
        .noneMatch(line -> line.startsWith("ExecStop="));
    assertThat(value(lines, "ExecStart=")).startsWith("/usr/bin/java ");
  }

  @Test
  void theUnitIsVerified(@TempDir Path folder) throws IOException, InterruptedException {
    assumeHere("systemd-analyze");
    assertThat(verify(folder, Files.readString(UNIT))).isEmpty();
    // The control: one word that there is not.
    String wrong = Files.readString(UNIT).replace("TimeoutStopSec", "TimeoutStopSeconds");
    assertThat(verify(folder, wrong)).contains("TimeoutStopSeconds");
  }

  /** With a program that is here, whatever JVM this machine has. */
  private static String verify(Path folder, String unit) throws IOException, InterruptedException {
    Path file = folder.resolve("shop.service");
    Files.writeString(file, unit.replace("/usr/bin/java", "/bin/true"));
    String output = output("systemd-analyze", "verify", file.toString());
    return String.join("\n", output.lines().filter(line -> line.contains("shop.service")).toList());
  }

  private static String output(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return output + "exit " + process.exitValue();
  }

  @Test
  void theContainerIsKilledWhenTheGracePeriodIsOver() throws IOException {
    JsonNode shop = read(COMPOSE).path("services").path("shop");
    String given = shop.path("stop_grace_period").asString();
    Settings settings = settings(shop.path("environment").path("LAMEDUCK_GRACE_PERIOD").asString());
    assertThat(settings.gracePeriod()).isEqualTo(settings(given).gracePeriod());
    JsonNode check = shop.path("healthcheck");
    int untilUnhealthy =
        check.path("retries").asInt()
            * Integer.parseInt(check.path("interval").asString().replace("s", ""));
    assertThat(Duration.ofSeconds(untilUnhealthy)).isGreaterThan(settings.announceMax());
  }

  @Test
  void eachAlertHasAnExpressionAndAText() throws IOException {
    JsonNode rules = read(ALERTS).path("groups").path(0).path("rules");
    assertThat(rules).hasSize(4);
    for (JsonNode rule : rules) {
      String expression = rule.path("expr").asString();
      assertThat(rule.path("alert").asString()).matches("[A-Z]\\w+");
      assertThat(rule.path("annotations").path("summary").asString()).isNotEmpty();
      assertThat(count(expression, '(')).as(expression).isEqualTo(count(expression, ')'));
      assertThat(count(expression, '{')).as(expression).isEqualTo(count(expression, '}'));
    }
  }

  /** What fires, and what is silent, said beside the rules. */
  @Test
  void eachAlertHasATest() throws IOException {
    List<String> alerts =
        StreamSupport.stream(read(ALERTS).path("groups").path(0).path("rules").spliterator(), false)
            .map(rule -> rule.path("alert").asString())
            .toList();
    List<JsonNode> tests =
        StreamSupport.stream(read(ALERTS_TEST).path("tests").spliterator(), false)
            .flatMap(t -> StreamSupport.stream(t.path("alert_rule_test").spliterator(), false))
            .toList();
    for (String alert : alerts) {
      assertThat(tests)
          .filteredOn(test -> test.path("alertname").asString().equals(alert))
          .as(alert)
          .anyMatch(test -> test.path("exp_alerts").isEmpty())
          .anyMatch(test -> !test.path("exp_alerts").isEmpty());
    }
  }

  @Test
  void theAlertsPassTheirTests(@TempDir Path folder) throws IOException, InterruptedException {
    assumeHere("promtool");
    assertThat(output("promtool", "check", "rules", ALERTS.toString())).endsWith("exit 0");
    assertThat(output("promtool", "test", "rules", ALERTS_TEST.toString())).endsWith("exit 0");
    // The control: an alert for drains that ended in time.
    String wrong = Files.readString(ALERTS).replace(" == 4", " == 3");
    Files.writeString(folder.resolve(ALERTS.getFileName()), wrong);
    Path test = Files.copy(ALERTS_TEST, folder.resolve(ALERTS_TEST.getFileName()));
    assertThat(output("promtool", "test", "rules", test.toString()))
        .contains("FAILED", "alertname: DrainTimedOut")
        .endsWith("exit 1");
  }

  /** Their names on a dashboard: those of the code, with {@code _} for each dot. */
  @Test
  void theAlertsNameMetricsThatThereAre() throws IOException {
    List<String> known =
        Arrays.stream(Metric.values())
            .map(metric -> metric.metricName().replace('.', '_'))
            .toList();
    List<String> named =
        StreamSupport.stream(read(ALERTS).path("groups").path(0).path("rules").spliterator(), false)
            .flatMap(
                rule ->
                    Pattern.compile("lameduck_\\w+(?=\\{)")
                        .matcher(rule.path("expr").asString())
                        .results())
            .map(found -> found.group())
            .toList();
    assertThat(named).isNotEmpty().isSubsetOf(known);
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }

  private static JsonNode read(Path file) throws IOException {
    return YAMLMapper.builder().build().readTree(Files.readString(file));
  }

  private static Settings settings(String gracePeriod) {
    return SettingsReader.read(
        key -> Optional.of(gracePeriod).filter(value -> key.equals("lameduck.grace-period")));
  }

  private static String value(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key))
        .findFirst()
        .orElseThrow()
        .substring(key.length());
  }

  private static void assumeHere(String program) {
    boolean here =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    if (!here) {
      System.out.println(program + " is not here: what it would verify is skipped");
    }
    assumeTrue(here);
  }
}
