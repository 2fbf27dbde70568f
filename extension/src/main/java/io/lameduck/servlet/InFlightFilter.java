package io.lameduck.servlet;

import io.lameduck.async.AsyncCycles;
import io.lameduck.deployment.Deployment;
import io.lameduck.drain.Drain;
import io.lameduck.inflight.InFlightEntry;
import io.lameduck.response.ConnectionClose;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Counts every request, async or not, from its first filter until the application is done with it;
 * sets {@code Connection: close} on each HTTP/1.1 response whose head goes out during a drain.
 */
final class InFlightFilter implements Filter {

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Deployment deployment = Deployment.current();
    if (deployment != null
        && deployment.enabled()
        && request instanceof HttpServletRequest httpRequest
        && response instanceof HttpServletResponse httpResponse) {
      filter(deployment, httpRequest, httpResponse, chain);
    } else {
      chain.doFilter(request, response);
    }
  }

  private static void filter(
      Deployment deployment,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    DispatcherType dispatch = request.getDispatcherType();
    if (dispatch == DispatcherType.ERROR) {
      renderErrorPage(request, response, chain);
      return;
    }
    Drain drain = deployment.drain();
    boolean late = drain.announced();
    if (late) {
      ConnectionClose.begin(request, response);
    }
    if (dispatch == DispatcherType.ASYNC) {
      redispatch(request, response, chain);
      return;
    }
    if (DrainEndpoint.tryAnswer(deployment, request, response)) {
      return;
    }
    String path = request.getRequestURI();
    if (deployment.excluded().covers(path) || (late && isProbe(request))) {
      chain.doFilter(request, response);
    } else if (late && (drain.rejects() || Refusal.isDueToHandshake(request, drain))) {
      drain.traffic().reject();
      Refusal.send(request, response, deployment.settings().retryAfter());
    } else {
      InFlightEntry inFlight = drain.enter(request.getMethod(), path);
      track(inFlight, request, response).follow(chain);
    }
  }

  /** The server's own objects, as without a filter; the request was counted before. */
  private static void renderErrorPage(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    try {
      chain.doFilter(request, response);
    } finally {
      TrackedRequest.errorPageReturned(request);
    }
  }

  private static TrackedRequest track(
      InFlightEntry inFlight, HttpServletRequest request, HttpServletResponse response) {
    long stamp = inFlight.stamp();
    try {
      return new TrackedRequest(request, response, inFlight, stamp);
    } catch (Error e) {
      inFlight.end(stamp); // No memory: the request will not begin, and must not be awaited.
      throw e;
    }
  }

  /** A request that was counted when it first came, dispatched by its {@code AsyncContext}. */
  private static void redispatch(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    AsyncCycles cycles = TrackedRequest.cycles(request);
    if (cycles == null) {
      chain.doFilter(request, response);
    } else {
      cycles.dispatched();
      cycles.lease().workedOn(true);
      if (!(cycles.startedBy() instanceof TrackedRequest before)
          || !before.redispatch(request, response, chain)) {
        new TrackedRequest(request, response, cycles).follow(chain);
      }
    }
  }

  /** Kubernetes names its probes so; any path may be one. */
  private static boolean isProbe(HttpServletRequest request) {
    String agent = request.getHeader("User-Agent");
    return agent != null && agent.startsWith("kube-probe/");
  }
}
