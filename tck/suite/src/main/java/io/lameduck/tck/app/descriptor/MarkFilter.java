package io.lameduck.tck.app.descriptor;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpFilter;
import java.io.IOException;

/** Of a fragment: says that it has run, and in which order with others of its kind. */
public class MarkFilter extends HttpFilter {

  /** The request attribute with the names of the filters that have run. */
  static final String PASSED = "tck.passed";

  private static final long serialVersionUID = 1L;

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Object before = request.getAttribute(PASSED);
    String name = getFilterConfig().getFilterName();
    request.setAttribute(PASSED, before == null ? name : before + ", " + name);
    chain.doFilter(request, response);
  }
}
