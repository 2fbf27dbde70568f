package io.lameduck.tck.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.RawConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class HaProxyTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Path directory;

  HaProxyTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @BeforeAll
  static void isHere() {
    assumeTrue(HaProxy.PROGRAM.isHere("The tests of HAProxy"));
  }

  @ParameterizedTest
  @EnumSource(
      value = HaProxy.Mode.class,
      names = {"TCP", "HTTP"}) // As the targets do.
  void instancesAreTakenOutAndPutIn(HaProxy.Mode mode) throws Exception {
    try (Target first = Target.saying(Target.FINE);
        Target second = Target.saying(Target.FINE);
        HaProxy haProxy = HaProxy.start(directory, mode, List.of(first.port(), second.port()))) {
      ask(haProxy, 4);
      assertThat(first.connections()).isEqualTo(2);
      assertThat(second.connections()).isEqualTo(2);
      haProxy.takeOut(0);
      ask(haProxy, 4);
      assertThat(first.connections()).isEqualTo(2);
      haProxy.putIn(0);
      haProxy.takeOut(1);
      ask(haProxy, 4);
      assertThat(first.connections()).isEqualTo(6);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = HaProxy.Mode.class,
      names = {"TCP", "HTTP"}) // As the targets do.
  void anInstanceThatIsGoneIsAFailureOfTheClient(HaProxy.Mode mode) throws Exception {
    Target gone = Target.saying(Target.FINE);
    gone.close();
    try (HaProxy haProxy = HaProxy.start(directory, mode, List.of(gone.port()));
        RawConnection connection = RawConnection.open(haProxy.port(), TIMEOUT)) {
      if (mode == HaProxy.Mode.HTTP) {
        assertThat(connection.get("/").status()).isEqualTo(503);
      } else {
        assertThatThrownBy(() -> connection.get("/")).isInstanceOf(ExchangeFailed.class);
      }
    }
  }

  private static void ask(HaProxy haProxy, int times) throws ExchangeFailed {
    for (int i = 0; i < times; i++) {
      try (RawConnection connection = RawConnection.open(haProxy.port(), TIMEOUT)) {
        assertThat(connection.get("/").status()).isEqualTo(200);
      }
    }
  }
}
