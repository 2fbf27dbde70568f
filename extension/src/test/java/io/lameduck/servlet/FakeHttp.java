package io.lameduck.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One exchange, as far as the filter looks at it. Flushing sends the head. */
final class FakeHttp {

  final Map<String, String> requestHeaders = new HashMap<>();
  final Map<String, String> responseHeaders = new HashMap<>();
  String protocol = "HTTP/1.1";
  String path = "/app/orders";
  String method = "GET";
  DispatcherType dispatcherType = DispatcherType.REQUEST;
  int status = 200;
  boolean committed;

  /** Whether the request says that it is in async mode. */
  boolean asyncStarted;

  /** How often the async cycle was completed, which any thread may do. */
  final AtomicInteger completions = new AtomicInteger();

  /** How often the head was changed. */
  final AtomicInteger changes = new AtomicInteger();

  /** How often of these when another thread might have been sending it. */
  final AtomicInteger changesAfterCompletion = new AtomicInteger();

  /** Of the async cycle. */
  final List<AsyncListener> listeners = new ArrayList<>();

  /** The requests and responses that the listeners were added with. */
  final List<Object> supplied = new ArrayList<>();

  private final Map<String, Object> attributes = new HashMap<>();

  /** Called in the middle of each write of the body. */
  Runnable whileWriting = () -> {};

  /** Of the response. */
  @Nullable String contentType;

  /** Called in the middle of each completion of the async cycle. */
  Runnable whileCompleting = () -> {};

  /** Called in the middle of each change of the head. */
  Runnable whileTheHeadChanges = () -> {};

  private @Nullable PrintWriter writer;

  /** What {@code startAsync} has returned last. */
  @Nullable AsyncContext containersContext;

  /** What the application has given to it; null if that was nothing. */
  @Nullable Object startedWith;

  private final HttpServletRequest request = newRequest();
  private final HttpServletResponse response = newResponse();

  /** The same each time, as that of a container. */
  HttpServletRequest request() {
    return request;
  }

  HttpServletResponse response() {
    return response;
  }

  private HttpServletRequest newRequest() {
    return proxy(
        HttpServletRequest.class,
        (name, arguments) ->
            switch (name) {
              case "getMethod" -> method;
              case "getContentLengthLong" -> -1L;
              case "getProtocol" -> protocol;
              case "getRequestURI" -> path;
              case "getDispatcherType" -> dispatcherType;
              case "getHeader" -> requestHeaders.get((String) arguments[0]);
              case "isAsyncStarted" -> asyncStarted;
              case "getAsyncContext" -> containersContext;
              case "startAsync" -> startAsync(List.of(arguments));
              case "getAttribute" -> attributes.get((String) arguments[0]);
              case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
              case "getAttributeNames" -> Collections.enumeration(attributes.keySet());
              default -> throw new UnsupportedOperationException(name);
            });
  }

  private HttpServletResponse newResponse() {
    StringWriter sent = new StringWriter();
    return proxy(
        HttpServletResponse.class,
        (name, arguments) ->
            switch (name) {
              case "isCommitted" -> committed;
              case "getStatus" -> status;
              case "containsHeader" -> responseHeaders.containsKey((String) arguments[0]);
              case "getOutputStream" -> new Stream();
              case "getWriter" -> {
                PrintWriter current = writer == null ? new NullAsText(sent) : writer;
                writer = current;
                yield current;
              }
              case "sendError" -> {
                committed = true;
                writer = null; // As Undertow has a new one then.
                yield null;
              }
              case "flushBuffer", "sendRedirect" -> {
                committed = true;
                yield null;
              }
              case "setStatus" -> {
                status = (int) arguments[0];
                yield null;
              }
              case "setContentLength" -> null;
              case "getContentType" -> contentType;
              case "setContentType" -> {
                if (!committed) {
                  contentType = (String) arguments[0];
                }
                yield null;
              }
              case "reset" -> {
                contentType = null;
                yield null;
              }
              case "setHeader" -> {
                changes.incrementAndGet();
                whileTheHeadChanges.run();
                if (completions.get() > 0) {
                  changesAfterCompletion.incrementAndGet();
                }
                if (!committed) {
                  responseHeaders.put((String) arguments[0], (String) arguments[1]);
                }
                yield null;
              }
              default -> throw new UnsupportedOperationException(name);
            });
  }

  /** Tells the listeners of the cycle before, and forgets them. */
  private AsyncContext startAsync(List<Object> arguments) throws IOException {
    boolean original =
        arguments.isEmpty() || (arguments.get(0) == request && arguments.get(1) == response);
    startedWith = arguments.isEmpty() ? null : arguments.get(0);
    AsyncContext context = asyncContext(original, Objects.requireNonNullElse(startedWith, request));
    containersContext = context;
    List<AsyncListener> told = List.copyOf(listeners);
    listeners.clear();
    for (AsyncListener listener : told) {
      listener.onStartAsync(new AsyncEvent(context, request(), response()));
    }
    return context;
  }

  private AsyncContext asyncContext(boolean original, Object ofRequest) {
    return proxy(
        AsyncContext.class,
        (name, arguments) ->
            switch (name) {
              case "addListener" -> {
                listeners.add((AsyncListener) arguments[0]);
                supplied.addAll(Arrays.asList(arguments).subList(1, arguments.length));
                yield null;
              }
              case "hasOriginalRequestAndResponse" -> original;
              case "getRequest" -> ofRequest;
              case "getResponse" -> response;
              case "complete" -> {
                completions.incrementAndGet();
                whileCompleting.run();
                yield null;
              }
              default -> throw new UnsupportedOperationException(name);
            });
  }

  private interface Answers {
    @Nullable Object answer(String method, Object[] arguments) throws IOException;
  }

  private static <T> T proxy(Class<T> type, Answers answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                answers.answer(method.getName(), arguments == null ? new Object[0] : arguments)));
  }

  /** As the writer of Undertow does. */
  private static final class NullAsText extends PrintWriter {

    NullAsText(StringWriter sent) {
      super(sent);
    }

    @Override
    public void write(@Nullable String text) {
      super.write(text == null ? "null" : text);
    }
  }

  /** Sends the head with the first byte, as a container with no buffer left does. */
  private final class Stream extends ServletOutputStream {

    @Override
    public void write(int b) {
      committed = true;
      whileWriting.run();
    }

    @Override
    public void flush() {
      committed = true;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException();
    }
  }
}
