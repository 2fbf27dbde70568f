package io.lameduck.tck.app.contention;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** An asynchronous exchange, as a thread of the application uses it. */
public record Subject(
    HttpServletRequest request, HttpServletResponse response, AsyncContext async) {

  private static final Map<String, Subject> OPEN = new ConcurrentHashMap<>();

  /** That of the request, from now on asynchronous. */
  static Subject of(HttpServletRequest request) {
    AsyncContext async = request.startAsync();
    return new Subject(
        (HttpServletRequest) async.getRequest(), (HttpServletResponse) async.getResponse(), async);
  }

  /** Lets another request find it. */
  void openAs(String name) {
    OPEN.put(name, this);
  }

  /** The one that was opened under this name. */
  static Subject open(String name) {
    return Objects.requireNonNull(OPEN.get(name), name);
  }
}
