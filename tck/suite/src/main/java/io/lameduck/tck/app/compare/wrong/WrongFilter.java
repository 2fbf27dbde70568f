package io.lameduck.tck.app.compare.wrong;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/** The control of the comparison: flushes, and loses each header that is set after a reset. */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public final class WrongFilter implements Filter {

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request, new WrongResponse((HttpServletResponse) response));
    if (!request.isAsyncStarted()) {
      response.flushBuffer();
    }
  }

  private static final class WrongResponse extends HttpServletResponseWrapper {

    private boolean wasReset;

    WrongResponse(HttpServletResponse response) {
      super(response);
    }

    @Override
    public void reset() {
      super.reset();
      wasReset = true;
    }

    @Override
    public void setHeader(String name, String value) {
      if (!wasReset) {
        super.setHeader(name, value);
      }
    }
  }
}
