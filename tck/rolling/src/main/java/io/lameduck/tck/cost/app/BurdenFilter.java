package io.lameduck.tck.cost.app;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** The control: a cost that is known, and has to be found. It uses up a core, as work does. */
@WebFilter("/*")
public class BurdenFilter implements Filter {

  private static final long NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < NANOS) {
      Thread.onSpinWait();
    }
    chain.doFilter(request, response);
  }
}
