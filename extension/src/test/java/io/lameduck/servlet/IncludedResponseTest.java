package io.lameduck.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.response.ConnectionClose;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.junit.jupiter.api.Test;

/** Payara's way to ignore headers; WrappersIT has those of the servers themselves. */
class IncludedResponseTest {

  private final FakeHttp http = new FakeHttp();

  /** The container puts it between our wrapper and its response. */
  private static final class Included extends HttpServletResponseWrapper {

    Included(HttpServletResponse response) {
      super(response);
    }

    @Override
    public void setHeader(String name, String value) {
      // An included servlet must not set any.
    }
  }

  @Test
  void aWrapperThatIgnoresTheHeaderIsPassedBy() {
    ConnectionClose.begin(http.request(), new Included(http.response()));
    assertThat(http.responseHeaders).containsEntry("Connection", "close");
    assertThat(http.changes).hasValue(1);
  }

  @Test
  void aResponseThatTakesTheHeaderGetsItOnce() {
    ConnectionClose.begin(http.request(), new HttpServletResponseWrapper(http.response()));
    assertThat(http.responseHeaders).containsEntry("Connection", "close");
    assertThat(http.changes).hasValue(1);
  }
}
