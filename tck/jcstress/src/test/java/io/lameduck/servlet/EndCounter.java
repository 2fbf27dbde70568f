package io.lameduck.servlet;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** Another one: a time-out or an error is an end, and the completion that follows is one more. */
final class EndCounter implements Filter, AsyncListener {

  final AtomicLong running = new AtomicLong();

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getDispatcherType() == DispatcherType.REQUEST) {
      running.incrementAndGet();
    }
    try {
      chain.doFilter(request, response);
    } finally {
      if (request.isAsyncStarted()) {
        request.getAsyncContext().addListener(this);
      } else if (request.getDispatcherType() == DispatcherType.REQUEST) {
        running.decrementAndGet();
      }
    }
  }

  @Override
  public void onComplete(AsyncEvent event) {
    running.decrementAndGet();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    running.decrementAndGet();
  }

  @Override
  public void onError(AsyncEvent event) {
    running.decrementAndGet();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    event.getAsyncContext().addListener(this);
  }
}
