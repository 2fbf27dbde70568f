package io.lameduck.servlet;

import io.lameduck.config.Settings;
import io.lameduck.deployment.Deployment;
import io.lameduck.drain.Drain;
import io.lameduck.drain.DrainState;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where an operator asks how the drain stands, or for one: for a preStop hook, and for a JVM that
 * takes no signals. And where a balancer asks for readiness, if the server has no MicroProfile
 * Health. Its own requests are not counted.
 */
final class DrainEndpoint {

  private static final String BEARER = "Bearer ";

  /** Below the path. */
  private static final String READY = "/ready";

  /** What a proxy or a browser adds: then the peer of the socket is not who asks. */
  private static final List<String> FROM_ELSEWHERE =
      List.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via", "Origin");

  private final Deployment deployment;
  private final Settings.Endpoint settings;
  private final HttpServletRequest request;
  private final HttpServletResponse response;

  private DrainEndpoint(
      Deployment deployment, HttpServletRequest request, HttpServletResponse response) {
    this.deployment = deployment;
    this.settings = deployment.settings().endpoint();
    this.request = request;
    this.response = response;
  }

  /**
   * Answers if the request is meant for the endpoint. Blocks as long as a drain takes, if it asks
   * for one.
   *
   * @return false if the application is to answer
   */
  static boolean tryAnswer(
      Deployment deployment, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Settings.Endpoint settings = deployment.settings().endpoint();
    if (!settings.enabled() && !settings.readiness()) {
      return false;
    }
    String root = request.getContextPath() + settings.path();
    String path = request.getRequestURI();
    if (!path.equals(root) && !path.startsWith(root + "/")) {
      return false;
    }
    DrainEndpoint endpoint = new DrainEndpoint(deployment, request, response);
    String action = path.substring(root.length());
    if (settings.readiness() && action.equals(READY)) {
      endpoint.answerProbe();
    } else if (settings.enabled()) {
      endpoint.answer(action);
    } else {
      return false;
    }
    return true;
  }

  /** No token and no body: who may send requests may know whether to send them. */
  private void answerProbe() {
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(0);
    if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
      response.setHeader("Allow", "GET, HEAD");
      response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    } else if (deployment.answersReady(deployment.drain().state())) {
      response.setStatus(HttpServletResponse.SC_OK);
    } else {
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
  }

  private void answer(String action) throws IOException {
    String method =
        switch (action) {
          case "" -> "GET";
          case "/drain", "/resume" -> "POST";
          default -> "";
        };
    if (method.isEmpty()) {
      send(HttpServletResponse.SC_NOT_FOUND, "{}");
    } else if (!isAllowed()) {
      response.setHeader("WWW-Authenticate", "Bearer");
      send(HttpServletResponse.SC_UNAUTHORIZED, "{}");
    } else if (!request.getMethod().equals(method)) {
      response.setHeader("Allow", method);
      send(HttpServletResponse.SC_METHOD_NOT_ALLOWED, "{}");
    } else if (action.equals("/resume")) {
      boolean resumed = deployment.mbean().resume();
      state(resumed ? HttpServletResponse.SC_OK : HttpServletResponse.SC_CONFLICT);
    } else {
      if (action.equals("/drain")) {
        deployment.mbean().drain();
      }
      state(HttpServletResponse.SC_OK);
    }
  }

  private boolean isAllowed() {
    Optional<String> token = settings.token();
    if (token.isEmpty()) {
      return isLocal();
    }
    String credentials = request.getHeader("Authorization");
    return credentials != null
        && credentials.regionMatches(true, 0, BEARER, 0, BEARER.length())
        // In a time that does not tell how much of it was right.
        && MessageDigest.isEqual(
            credentials.substring(BEARER.length()).trim().getBytes(StandardCharsets.UTF_8),
            token.get().getBytes(StandardCharsets.UTF_8));
  }

  /** A server may be told to take the address from a header; such a request is not believed. */
  private boolean isLocal() {
    if (FROM_ELSEWHERE.stream().anyMatch(header -> request.getHeader(header) != null)) {
      return false;
    }
    String address = request.getRemoteAddr();
    try {
      // A literal, never a name to be looked up.
      return address != null
          && address.matches("[0-9a-fA-F.:%\\[\\]]+")
          && InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private void state(int status) throws IOException {
    Drain drain = deployment.drain();
    DrainState state = drain.state();
    send(
        status,
        String.format(
            Locale.ROOT,
            "{\"phase\":\"%s\",\"since\":\"%s\",\"activeRequests\":%d,"
                + "\"servedLate\":%d,\"rejected\":%d}",
            state.phase(),
            state.since(),
            drain.activeRequests(),
            drain.traffic().servedLate(),
            drain.traffic().rejected()));
  }

  private void send(int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setHeader("Cache-Control", "no-store");
    response.setContentType("application/json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
