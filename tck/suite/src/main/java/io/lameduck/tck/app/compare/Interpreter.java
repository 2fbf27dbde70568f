package io.lameduck.tck.app.compare;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the ops of a block, one after the other, and records what each has done. An op that fails
 * does not end the block; only {@code throw} does.
 *
 * <p>An op is a receiver, a method with the simple names of its parameter types, and the values of
 * its arguments: {@code p.setHeader(String,String) X-A 1}.
 */
final class Interpreter {

  /** The block that the error page runs. */
  static final int ERROR_PAGE = 9;

  /** Longer than what a script has to do, shorter than a server's own. */
  private static final long ASYNC_TIMEOUT_MILLIS = 300;

  private final ScriptRecord record;
  private final Forms forms;
  private HttpServletRequest q;
  private HttpServletResponse p;
  private @Nullable WebConnection upgraded;

  Interpreter(ScriptRecord record, HttpServletRequest request, HttpServletResponse response) {
    this.record = record;
    this.forms = new Forms(record);
    this.q = request;
    this.p = response;
  }

  ScriptRecord record() {
    return record;
  }

  Forms forms() {
    return forms;
  }

  HttpServletRequest request() {
    return q;
  }

  HttpServletResponse response() {
    return p;
  }

  /** The same, for a callback, which may come on another thread. */
  Interpreter copy() {
    return new Interpreter(record, q, p);
  }

  /** The streams are those of the connection from now on. */
  Interpreter on(WebConnection connection) {
    upgraded = connection;
    return this;
  }

  /** Runs a block to its end, or to what it throws. */
  void run(int number) throws IOException, ServletException {
    for (String op : record.ops(number)) {
      List<String> words = List.of(op.split(" "));
      if (words.get(0).equals("throw")) {
        record.add("block " + number, number + " " + op);
        throwIt(words.get(1));
      }
      String outcome;
      try {
        outcome = perform(words);
      } catch (InvocationTargetException e) {
        outcome = "throws " + e.getTargetException().getClass().getName();
      } catch (Exception | LinkageError e) {
        outcome = "throws " + e.getClass().getName();
      }
      record.add("block " + number, number + " " + op + " -> " + outcome);
    }
  }

  private static void throwIt(String kind) throws IOException, ServletException {
    switch (kind) {
      case "io" -> throw new IOException("on purpose");
      case "servlet" -> throw new ServletException("on purpose");
      case "runtime" -> throw new IllegalStateException("on purpose");
      case "error" -> throw new AssertionError("on purpose");
      default -> throw new Thrown();
    }
  }

  private String perform(List<String> words) throws Exception {
    switch (words.get(0)) {
      case "wrap" -> {
        q = new OwnRequest(q);
        p = new OwnResponse(p);
        return "done";
      }
      case "unwrap" -> {
        while (q instanceof ServletRequestWrapper wrapper
            && wrapper.getRequest() instanceof HttpServletRequest inner) {
          q = inner;
        }
        while (p instanceof ServletResponseWrapper wrapper
            && wrapper.getResponse() instanceof HttpServletResponse inner) {
          p = inner;
        }
        return "done";
      }
      case "include", "forward" -> {
        return dispatch(words);
      }
      case "next" -> {
        record.next = Integer.parseInt(words.get(1));
        return "done";
      }
      default -> {
        return call(words);
      }
    }
  }

  private String dispatch(List<String> words) throws Exception {
    String target = words.get(1);
    String path = "/compare/block/" + target + "?x=inner";
    @Nullable RequestDispatcher dispatcher =
        switch (words.get(2)) {
          case "context" -> q.getServletContext().getRequestDispatcher(path);
          case "named" -> q.getServletContext().getNamedDispatcher("compare");
          default -> q.getRequestDispatcher(path);
        };
    if (dispatcher == null) {
      return "no dispatcher";
    }
    record.next = Integer.parseInt(target);
    if (words.get(0).equals("include")) {
      dispatcher.include(q, p);
    } else {
      dispatcher.forward(q, p);
    }
    return "done";
  }

  private String call(List<String> words) throws Exception {
    String op = words.get(0);
    Object receiver = receiver(op.charAt(0));
    if (receiver == null) {
      return "no receiver";
    }
    String signature = op.substring(2);
    String name = signature.substring(0, signature.indexOf('('));
    Class<?> api = Receivers.api(op.charAt(0));
    Method method =
        Stream.of(api.getMethods())
            .filter(m -> m.getName().equals(name) && signature(m).equals(signature))
            .findFirst()
            .orElseThrow(() -> new NoSuchMethodException(op));
    Class<?>[] types = method.getParameterTypes();
    Object[] values = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      String word = i + 1 < words.size() ? words.get(i + 1) : "";
      values[i] = new Arguments(this).value(types[i], decoded(word));
    }
    Object result = method.invoke(receiver, values);
    if (result instanceof AsyncContext context && name.equals("startAsync")) {
      started(context);
    }
    if (name.equals("start") && op.charAt(0) != 'w' && words.get(1).endsWith(":now")) {
      record.awaitBlock();
    }
    if (result instanceof RecordingUpgrade handler) {
      handler.becomes(copy(), Integer.parseInt(words.get(1)));
    }
    return forms.of(name, result);
  }

  private void started(AsyncContext context) {
    record.context = context;
    context.setTimeout(ASYNC_TIMEOUT_MILLIS);
    record.begin("async");
    context.addListener(new EndOfAsync(record));
  }

  /** As an op has it. */
  static String signature(Method method) {
    return method.getName()
        + "("
        + String.join(",", Stream.of(method.getParameterTypes()).map(Class::getSimpleName).toList())
        + ")";
  }

  private @Nullable Object receiver(char letter) throws Exception {
    WebConnection connection = upgraded;
    return switch (letter) {
      case 'q' -> q;
      case 'p' -> p;
      case 'o' -> connection == null ? p.getOutputStream() : connection.getOutputStream();
      case 'O' -> kept(record.keptStream);
      case 'w' -> p.getWriter();
      case 'W' -> kept(record.keptWriter);
      case 'i' -> connection == null ? q.getInputStream() : connection.getInputStream();
      case 'r' -> q.getReader();
      case 'a' -> record.context == null ? q.getAsyncContext() : record.context;
      case 'A' -> q.getAsyncContext();
      case 's' -> q.getSession();
      case 't' -> q.getPart("file");
      case 'x' -> q instanceof OwnRequest ? q : null;
      case 'y' -> p instanceof OwnResponse ? p : null;
      default -> connection;
    };
  }

  private ServletOutputStream kept(@Nullable ServletOutputStream before) throws IOException {
    ServletOutputStream stream = before == null ? p.getOutputStream() : before;
    record.keptStream = stream;
    return stream;
  }

  private PrintWriter kept(@Nullable PrintWriter before) throws IOException {
    PrintWriter writer = before == null ? p.getWriter() : before;
    record.keptWriter = writer;
    return writer;
  }

  private static String decoded(String word) {
    return URLDecoder.decode(word, StandardCharsets.UTF_8);
  }
}
