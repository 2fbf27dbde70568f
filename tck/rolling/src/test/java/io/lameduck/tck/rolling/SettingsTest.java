package io.lameduck.tck.rolling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lameduck.tck.harness.ServerProcess;
import io.lameduck.tck.harness.ServerSetup;
import io.lameduck.tck.harness.ServerUnderTest;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SettingsTest {

  private final Properties properties = new Properties();

  SettingsTest() {
    List.of("servers=one,two", "variants=nothing,prestop-sleep", "lags=0,3,9", "modes=tcp,http")
        .forEach(this::set);
    List.of("rates=100,680.5", "slow=0", "requests=1000000", "minutes=60", "prestop=6")
        .forEach(this::set);
  }

  @Test
  void theListsAreCombined() {
    List<Trial> trials = trials();
    assertThat(trials).hasSize(2 * 2 * 3 * 2 * 2);
    assertThat(trials).doesNotHaveDuplicates();
    assertThat(trials.get(0).title())
        .isEqualTo("Server one, nothing, balancer 0 s late, tcp, 100/s, 0.0 % slow");
    assertThat(trials.get(1).variant()).isEqualTo(Variant.PRESTOP_SLEEP);
  }

  @Test
  void whatIsNotAllowedIsNamedWithWhatIs() {
    set("variants=nothing,lame");
    assertThatThrownBy(this::trials)
        .hasMessageContaining("rolling.variants")
        .hasMessageContaining("'lame'")
        .hasMessageContaining("prestop-sleep");
    set("variants=nothing");
    set("lags=soon");
    assertThatThrownBy(this::trials).hasMessageContaining("rolling.lags: 'soon'");
    properties.remove("rolling.lags");
    assertThatThrownBy(this::trials).hasMessageContaining("rolling.lags is missing");
  }

  @Test
  void theCommandRepeatsTheRun() {
    assertThat(new Settings(properties).command())
        .startsWith("mvn -q verify -Prolling -pl tck/rolling -am -Drolling.servers=one,two ")
        .contains(" -Drolling.lags=0,3,9 ", " -Drolling.requests=1000000 ");
  }

  private List<Trial> trials() {
    return new Settings(properties).trials(Named::new);
  }

  private void set(String setting) {
    String[] parts = setting.split("=", 2);
    properties.setProperty("rolling." + parts[0], parts[1]);
  }

  private record Named(String id) implements ServerUnderTest {

    @Override
    public String name() {
      return "Server " + id;
    }

    @Override
    public ServerProcess start(ServerSetup setup) {
      throw new UnsupportedOperationException();
    }
  }
}
