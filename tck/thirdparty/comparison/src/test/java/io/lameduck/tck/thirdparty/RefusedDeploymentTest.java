package io.lameduck.tck.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.testng.annotations.Test;

/** What a suite learns of a refused deployment. */
public final class RefusedDeploymentTest {

  private final RefusedDeployment hook = new RefusedDeployment();

  @Test
  public void shouldTellTheExceptionsThatTheTextNames() {
    DeploymentException sent =
        new DeploymentException(
            """
            Failed to start service
                Caused by: org.example.UnknownException: a
                Caused by: java.lang.IllegalStateException: Exception List with 1 exceptions:
            Exception 0 :
            java.lang.IllegalArgumentException: b""");

    assertThat(hook.transform(sent))
        .isInstanceOf(IllegalArgumentException.class)
        .cause()
        .isInstanceOf(IllegalStateException.class)
        .hasNoCause();
  }

  @Test
  public void shouldLeaveWhatNamesNone() {
    DeploymentException sent = new DeploymentException("refused");

    assertThat(hook.transform(sent)).isSameAs(sent);
  }

  @Test
  public void shouldLeaveWhatHasACause() {
    DeploymentException sent =
        new DeploymentException("Caused by: java.lang.IllegalStateException", new Error());

    assertThat(hook.transform(sent)).isSameAs(sent);
  }
}
