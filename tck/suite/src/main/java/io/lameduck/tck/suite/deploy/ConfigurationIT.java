package io.lameduck.tck.suite.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.lameduck.tck.harness.RawConnection;
import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.Exchange;
import io.lameduck.tck.suite.fixture.TestBed;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.URL;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Configuration that cannot work refuses the deployment, with one message that names the key, the
 * value, what is wrong and what would be right.
 */
@Order(TestBed.LONG)
@BlackBox("The server refuses a bad configuration, with the reason")
@ExtendWith(ArquillianExtension.class)
class ConfigurationIT {

  private static final String NOT_A_DURATION = "not-a-duration";
  private static final String NEGATIVE = "negative";
  private static final String MIN_ABOVE_MAX = "min-above-max";
  private static final String NO_ROOM = "no-room";
  private static final String OPEN_ENDPOINT = "open-endpoint";
  private static final String GOOD = "good";

  @SuppressWarnings("NullAway.Init") // Injected.
  @ArquillianResource
  private Deployer deployer;

  @SuppressWarnings("NullAway.Init") // Injected.
  @ArquillianResource
  @OperateOnDeployment(GOOD)
  private URL application;

  @Deployment(name = NOT_A_DURATION, managed = false, testable = false)
  static WebArchive notADuration() {
    return TestWar.withLameduck()
        .configured("lameduck.announce.min", "banana")
        .named(NOT_A_DURATION)
        .archive();
  }

  @Deployment(name = NEGATIVE, managed = false, testable = false)
  static WebArchive negative() {
    return TestWar.withLameduck()
        .configured("lameduck.announce.quiet", "-1s")
        .named(NEGATIVE)
        .archive();
  }

  @Deployment(name = MIN_ABOVE_MAX, managed = false, testable = false)
  static WebArchive minAboveMax() {
    return TestWar.withLameduck()
        .configured("lameduck.announce.min", "9s")
        .configured("lameduck.announce.max", "8s")
        .named(MIN_ABOVE_MAX)
        .archive();
  }

  @Deployment(name = NO_ROOM, managed = false, testable = false)
  static WebArchive noRoom() {
    return TestWar.withLameduck()
        .configured("lameduck.grace-period", "18s")
        .configured("lameduck.announce.max", "14s")
        .configured("lameduck.stop-reserve", "4s")
        .named(NO_ROOM)
        .archive();
  }

  @Deployment(name = OPEN_ENDPOINT, managed = false, testable = false)
  static WebArchive openEndpoint() {
    return TestWar.withLameduck()
        .configured("lameduck.endpoint.enabled", "true")
        .named(OPEN_ENDPOINT)
        .archive();
  }

  /** The control: the same application, the same keys. */
  @Deployment(name = GOOD, testable = false)
  static WebArchive good() {
    return TestWar.withLameduck()
        .configured("lameduck.grace-period", "PT1M")
        .configured("lameduck.announce.min", "500ms")
        .configured("lameduck.announce.quiet", "1s")
        .configured("lameduck.announce.max", "14s")
        .configured("lameduck.stop-reserve", "4s")
        .named(GOOD)
        .archive();
  }

  @Test
  void whatIsNotADuration() {
    assertThat(refusal(NOT_A_DURATION)).contains("lameduck.announce.min", "banana", "5s");
  }

  @Test
  void aNegativeDuration() {
    assertThat(refusal(NEGATIVE)).contains("lameduck.announce.quiet", "-1s");
  }

  @Test
  void aMinimumAboveTheMaximum() {
    assertThat(refusal(MIN_ABOVE_MAX))
        .contains("lameduck.announce.min", "9s", "lameduck.announce.max", "8s");
  }

  @Test
  void phasesThatDoNotFitTheGracePeriod() {
    assertThat(refusal(NO_ROOM))
        .contains("lameduck.grace-period", "18s", "lameduck.announce.max", "14s")
        .contains("lameduck.stop-reserve", "4s");
  }

  @Test
  void anEndpointThatAProxyWouldOpen() {
    assertThat(refusal(OPEN_ENDPOINT))
        .contains("lameduck.endpoint.enabled", "true", "lameduck.endpoint.token")
        .contains("lameduck.endpoint.trust-loopback");
  }

  @Test
  void goodConfigurationIsAccepted() throws IOException {
    InetSocketAddress address = new InetSocketAddress(application.getHost(), application.getPort());
    try (RawConnection connection = RawConnection.open(address, Exchange.BOUND)) {
      assertThat(connection.get(application.getPath() + "api/hello").text()).isEqualTo("hello");
    }
  }

  /** Deploys, which has to fail, and returns the line that says why. */
  private String refusal(String deployment) {
    Throwable refused = catchThrowable(() -> deployer.deploy(deployment));
    if (refused == null) {
      deployer.undeploy(deployment);
      throw new AssertionError("was deployed: " + deployment);
    }
    StringWriter chain = new StringWriter();
    refused.printStackTrace(new PrintWriter(chain));
    return chain
        .toString()
        .lines()
        .filter(line -> line.contains("LD0014"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no LD0014", refused));
  }
}
