package io.lameduck.tck.app.contention;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** What an application may call on an exchange, by name. */
public final class Calls {

  /** One of them. */
  public interface OnExchange {
    /** Makes the call. */
    void make(Subject subject) throws Exception;
  }

  private static final Map<String, OnExchange> ALL = new ConcurrentHashMap<>();

  static {
    add("writer.write", s -> writer(s).write("data: x\n\n"));
    add("writer.println", s -> writer(s).println("data: x"));
    add("writer.printf", s -> writer(s).printf("data: %s%n", "x"));
    add("writer.flush", s -> writer(s).flush());
    add("writer.checkError", s -> writer(s).checkError());
    add("writer.close", s -> writer(s).close());
    add("stream.write", s -> stream(s).write("data: x\n\n".getBytes(StandardCharsets.UTF_8)));
    add("stream.isReady", s -> stream(s).isReady());
    add("stream.flush", s -> stream(s).flush());
    add("stream.close", s -> stream(s).close());
    add("response.flushBuffer", s -> s.response().flushBuffer());
    add("response.header", Calls::header);
    add("request.read", Calls::read);
    add("async.complete", s -> s.async().complete());
    add("async.dispatch", s -> s.async().dispatch("/contended-again"));
    add("async.rest", Calls::restOfAsync);
  }

  private Calls() {}

  /** One more. */
  public static void add(String name, OnExchange call) {
    ALL.put(name, call);
  }

  static OnExchange named(String name) {
    return Objects.requireNonNull(ALL.get(name), name);
  }

  private static PrintWriter writer(Subject subject) throws Exception {
    return subject.response().getWriter();
  }

  private static ServletOutputStream stream(Subject subject) throws Exception {
    return subject.response().getOutputStream();
  }

  private static void header(Subject subject) {
    HttpServletResponse response = subject.response();
    if (!response.isCommitted()) {
      response.setHeader("X-Locked", "yes");
      response.setContentType("text/event-stream");
    }
  }

  private static void read(Subject subject) {
    HttpServletRequest request = subject.request();
    request.setAttribute("locked", request.getParameter("name"));
    if (request.isAsyncStarted()) {
      request.getAsyncContext().getTimeout();
    }
  }

  private static void restOfAsync(Subject subject) {
    subject.async().getRequest();
    subject.async().getResponse();
    subject.async().hasOriginalRequestAndResponse();
    subject.async().setTimeout(10_000);
  }
}
