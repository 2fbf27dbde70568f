package io.lameduck.listener;

import io.lameduck.server.GrizzlySessions;
import io.lameduck.server.Reflection;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.channels.SelectionKey;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Tells the clients of Payara's HTTP/2 connections to go elsewhere (RFC 9113, 6.8): what runs
 * finishes, and what they send after it is not looked at.
 */
final class GrizzlyGoAway {

  private static final String HTTP2 = GrizzlySessions.HTTP2;

  private final GrizzlySessions sessions;
  private final Field running;
  private final Method goAway;
  private final Object noError;
  private final Field sink;
  private final Method write;

  private GrizzlyGoAway(ClassLoader loader, GrizzlySessions sessions)
      throws ReflectiveOperationException {
    Class<?> errorType = loader.loadClass(HTTP2 + "frames.ErrorCode");
    this.sessions = sessions;
    Class<?> sessionType = sessions.type();
    running = Reflection.field(sessionType, "concurrentStreamsCount");
    goAway =
        Reflection.method(sessionType, "setGoAwayLocally", errorType, String.class, boolean.class);
    noError = errorType.getField("NO_ERROR").get(null);
    sink = Reflection.field(sessionType, "outputSink");
    write =
        Reflection.method(
            loader.loadClass(HTTP2 + "Http2SessionOutputSink"),
            "writeDownStream",
            loader.loadClass(HTTP2 + "frames.Http2Frame"));
  }

  /**
   * By the loader of a deployment; empty if the server has no HTTP/2.
   *
   * @throws ReflectiveOperationException if it has, but not as it was when this was written
   */
  static Optional<GrizzlyGoAway> find(ClassLoader loader) throws ReflectiveOperationException {
    Optional<GrizzlySessions> sessions = GrizzlySessions.find(loader);
    return sessions.isPresent()
        ? Optional.of(new GrizzlyGoAway(loader, sessions.get()))
        : Optional.empty();
  }

  /** Says it once, and ends the connection if no stream of it runs. */
  boolean leaves(SelectionKey connection) throws ReflectiveOperationException {
    Object of = sessions.of(connection.attachment());
    if (of == null) {
      return false; // HTTP/1.1.
    }
    say(of);
    if (((AtomicInteger) running.get(of)).get() <= 0) {
      int unused = IdleConnections.end(List.of(connection));
    }
    return true;
  }

  private void say(Object of) throws ReflectiveOperationException {
    // False: with the last stream that it takes, and nothing after it.
    @Nullable Object frame = goAway.invoke(of, noError, "", false);
    if (frame != null) {
      write.invoke(sink.get(of), frame);
    }
  }
}
