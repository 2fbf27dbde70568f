package io.lameduck.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** The usual mistake, for a control: a request is over when its call returns. */
final class CallCounter implements Filter {

  final AtomicLong arrived = new AtomicLong();
  final AtomicLong running = new AtomicLong();

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getDispatcherType() == DispatcherType.REQUEST) {
      arrived.incrementAndGet();
    }
    running.incrementAndGet();
    try {
      chain.doFilter(request, response);
    } finally {
      running.decrementAndGet();
    }
  }
}
