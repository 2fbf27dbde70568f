package io.lameduck.tck.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class CostSettingsTest {

  private final Properties properties = new Properties();

  CostSettingsTest() {
    properties.setProperty("rolling.servers", "one,two");
    List.of("wars=20,1", "instances=3", "pairs=8", "seconds=5", "warm-up=20").forEach(this::set);
    List.of("connections=8", "starts=7", "controls=true", "jvm=-Xms1g -Xmx1g").forEach(this::set);
  }

  @Test
  void eachNumberIsComparedAndThenTheLeastWithTheMost() {
    assertThat(matchings())
        .containsExactly(
            "1 WAR bare : 1 WAR bare",
            "20 WARs bare : 20 WARs bare",
            "1 WAR bare : 1 WAR with 50 µs of work",
            "1 WAR bare : 1 WAR with the jar",
            "20 WARs bare : 20 WARs with the jar",
            "1 WAR with the jar : 20 WARs with the jar");
    set("controls=false");
    set("wars=1");
    assertThat(matchings()).containsExactly("1 WAR bare : 1 WAR with the jar");
    set("instances=0");
    assertThat(matchings()).isEmpty();
  }

  @Test
  void whatIsNotAllowedIsNamed() {
    set("pairs=0");
    assertThatThrownBy(() -> settings().pairs()).hasMessageContaining("cost.pairs: '0'");
    set("starts=-1");
    assertThatThrownBy(() -> settings().starts()).hasMessageContaining("cost.starts: '-1'");
    set("controls=yes");
    assertThatThrownBy(this::matchings).hasMessageContaining("cost.controls: 'yes'");
  }

  @Test
  void aRunThatMeasuresNothingIsRefused() {
    set("starts=0");
    assertThat(settings().starts()).isZero();
    set("instances=0");
    assertThatThrownBy(() -> settings().starts())
        .hasMessageContaining("cost.instances=0 and cost.starts=0");
  }

  @Test
  void theCommandRepeatsTheRun() {
    assertThat(settings().command())
        .startsWith("mvn -q verify -Prolling,cost -pl tck/rolling -am -Drolling.servers=one,two ")
        .contains(" -Dcost.wars=20,1 ")
        .endsWith(" '-Dcost.jvm=-Xms1g -Xmx1g'");
  }

  private List<String> matchings() {
    return settings().matchings().stream()
        .map(matching -> matching.first().label() + " : " + matching.second().label())
        .toList();
  }

  private CostSettings settings() {
    return new CostSettings(properties);
  }

  private void set(String setting) {
    String[] parts = setting.split("=", 2);
    properties.setProperty("cost." + parts[0], parts[1]);
  }
}
