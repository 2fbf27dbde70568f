package io.lameduck.samples.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.lameduck.config.Settings;
import io.lameduck.config.SettingsReader;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests as they are, in a cluster that is simulated: no connection fails. */
class RoutingTest {

  private static final Duration LAG = Duration.ofSeconds(3);

  /** As many had it before: DOWN at once is seen within two seconds. */
  private static final Probe STRICT =
      new ProbeBuilder().withPeriodSeconds(2).withFailureThreshold(1).build();

  @BeforeAll
  static void kubectlIsHere() throws Exception {
    Kubectl.assumeHere();
  }

  private static Duration s(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  private static SimulatedCluster cluster(String folder, Duration lag) {
    return new SimulatedCluster(Kubectl.render(folder), lag);
  }

  private static void assertNoneFailed(SimulatedCluster cluster) {
    assertThat(cluster.failed()).isEmpty();
    assertThat(cluster.sent()).isGreaterThan(500);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 8, 14})
  void aRollingUpdate(int lag) {
    SimulatedCluster cluster = cluster("base", s(lag)).start("a", "1").start("b", "2").pass(s(20));
    cluster.start("c", "2").pass(s(5)).delete("a").pass(s(30));
    assertNoneFailed(cluster.start("d", "1").pass(s(5)).delete("b").pass(s(30)));
  }

  /** The control: rules that change later than {@code announce.max}. */
  @Test
  void controlRulesThatComeTooLate() {
    SimulatedCluster cluster = cluster("base", s(17)).start("a", "1").start("b", "2").pass(s(20));
    assertThat(cluster.delete("a").pass(s(30)).failed()).isNotEmpty();
  }

  @Test
  void aScaleDown() {
    SimulatedCluster cluster = cluster("base", LAG);
    cluster.start("a", "1").start("b", "2").start("c", "3").pass(s(10));
    assertNoneFailed(cluster.delete("a").delete("b").pass(s(30)));
  }

  /** The budget lets one pod go at a time, and its replacement runs elsewhere. */
  @Test
  void aDrainOfANode() {
    SimulatedCluster cluster = cluster("base", LAG);
    cluster.start("a", "1").start("b", "1").start("c", "2").pass(s(10));
    cluster.delete("a").pass(s(10)).start("d", "2").pass(s(10));
    assertNoneFailed(cluster.delete("b").pass(s(10)).start("e", "2").pass(s(30)));
  }

  /** One replica is evicted, and the new one is ready ten seconds later. */
  @Test
  void aPodThatIsTheOnlyOne() {
    assertNoneFailed(evicted(cluster("base", LAG)));
    assertThat(evicted(strict("base")).failed()).as("the control").hasSizeGreaterThan(50);
  }

  private static SimulatedCluster evicted(SimulatedCluster cluster) {
    cluster.start("a", "1").pass(s(10)).delete("a").pass(s(10));
    return cluster.start("b", "1").pass(s(30));
  }

  private static SimulatedCluster strict(String folder) {
    Rendered rendered = Kubectl.render(folder);
    boolean local = folder.contains("local");
    return new SimulatedCluster(rendered.settings(), STRICT, local, LAG);
  }

  /** Each node has one, and none gets another before the balancer knows. */
  @Test
  void oneOnEachNodeWithLocalTraffic() {
    assertNoneFailed(gone(cluster("overlays/local-traffic", LAG)));
    assertThat(gone(strict("overlays/local-traffic")).failed())
        .as("the control: a strict probe, and DOWN at once")
        .hasSizeGreaterThan(200)
        .allMatch(line -> line.contains("dropped at 1"));
  }

  private static SimulatedCluster gone(SimulatedCluster cluster) {
    cluster.start("a", "1").start("b", "2").pass(s(25));
    return cluster.delete("a").pass(s(60));
  }

  /** With a strict probe, readiness stays UP instead. */
  @Test
  void aReadinessDelayDoesWhatALenientProbeDoes() {
    Map<String, String> delayed =
        Map.of(
            "lameduck.announce.max", "30s",
            "lameduck.readiness.delay", "25s",
            "lameduck.grace-period", "60s");
    Settings settings = SettingsReader.read(key -> Optional.ofNullable(delayed.get(key)));
    assertNoneFailed(gone(new SimulatedCluster(settings, STRICT, true, LAG)));
  }

  /** The price of the lenient probe. */
  @Test
  void anUnreadyPodIsOutAfterSixteenSeconds() {
    SimulatedCluster cluster = cluster("base", LAG).start("a", "1").start("b", "2").pass(s(10));
    cluster.unready("a").pass(s(14));
    assertThat(cluster.isRouted("a")).isTrue();
    cluster.pass(s(6));
    assertThat(cluster.isRouted("a")).isFalse();
    assertThat(cluster.isRouted("b")).isTrue();
  }
}
