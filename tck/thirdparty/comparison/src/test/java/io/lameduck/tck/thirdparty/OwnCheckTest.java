package io.lameduck.tck.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** What is taken out of an answer about health, and what is refused. */
public class OwnCheckTest {

  private static final String OTHER = "{\"name\":\"a\",\"status\":\"DOWN\",\"data\":{\"n\":1}}";
  private static final String OWN =
      "{\"name\":\"lameduck\",\"status\":\"UP\",\"data\":{\"x\":\"y\"}}";
  private static final String OWN_DOWN = "{\"name\":\"lameduck\",\"status\":\"DOWN\"}";

  private static String answer(String checks) {
    return "{\"status\":\"DOWN\",\"checks\":[" + checks + "]}";
  }

  @Test
  public void shouldRemoveItsOwnCheckAndNothingElse() throws IOException {
    for (String path : new String[] {"/health", "/health/ready"}) {
      assertThat(OwnCheck.removedFrom(answer(OTHER + "," + OWN), path)).isEqualTo(answer(OTHER));
      assertThat(OwnCheck.removedFrom(answer(OWN), path)).isEqualTo(answer(""));
    }
  }

  @Test
  public void shouldLeaveLivenessAndStartup() throws IOException {
    for (String path : new String[] {"/health/live", "/health/started"}) {
      assertThat(OwnCheck.removedFrom(answer(OTHER), path)).isEqualTo(answer(OTHER));
    }
  }

  @DataProvider
  Object[][] wrong() {
    return new Object[][] {
      {"/health/ready", OTHER},
      {"/health/ready", ""},
      {"/health/ready", OWN_DOWN},
      {"/health/ready", OWN + "," + OWN},
      {"/health", OTHER},
      {"/health/live", OWN},
      {"/health/started", OWN},
    };
  }

  @Test(dataProvider = "wrong")
  public void shouldRefuseAnythingElse(String path, String checks) {
    assertThatThrownBy(() -> OwnCheck.removedFrom(answer(checks), path))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("lameduck should be");
  }
}
