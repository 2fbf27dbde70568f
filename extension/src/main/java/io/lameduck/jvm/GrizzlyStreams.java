package io.lameduck.jvm;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the streams of an HTTP/2 connection of Payara hold back until the client grants a window
 * (RFC 9113, 5.2): each has a queue of its own, and the connection one for all. Beside {@link
 * GrizzlyBacklog}, which knows the connections.
 */
final class GrizzlyStreams {

  private static final String HTTP2 = "org.glassfish.grizzly.http2.";

  private final Method session;
  private final Field lock;
  private final Field streams;
  private final Field streamSink;
  private final Field streamQueue;
  private final Field sessionSink;
  private final Field sessionQueue;
  private final Method size;

  private GrizzlyStreams(ClassLoader loader, Class<?> sessionType)
      throws ReflectiveOperationException {
    session = sessionType.getMethod("get", loader.loadClass("org.glassfish.grizzly.Connection"));
    lock = GrizzlyBacklog.accessible(sessionType, "sessionLock");
    streams = GrizzlyBacklog.accessible(sessionType, "streamsMap");
    streamSink = GrizzlyBacklog.accessible(loader.loadClass(HTTP2 + "Http2Stream"), "outputSink");
    streamQueue =
        GrizzlyBacklog.accessible(loader.loadClass(HTTP2 + "DefaultOutputSink"), "outputQueue");
    sessionSink = GrizzlyBacklog.accessible(sessionType, "outputSink");
    sessionQueue =
        GrizzlyBacklog.accessible(
            loader.loadClass(HTTP2 + "Http2SessionOutputSink"), "outputQueue");
    size = loader.loadClass("org.glassfish.grizzly.asyncqueue.TaskQueue").getMethod("size");
  }

  /**
   * By the loader of a deployment; empty where there is no HTTP/2.
   *
   * @throws ReflectiveOperationException if there is, but not as it was when this was written
   */
  static Optional<GrizzlyStreams> find(ClassLoader loader) throws ReflectiveOperationException {
    Class<?> sessionType;
    try {
      sessionType = loader.loadClass(HTTP2 + "Http2Session");
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
    return Optional.of(new GrizzlyStreams(loader, sessionType));
  }

  /** In all streams of a connection, at this moment; none in one of HTTP/1.1. */
  long bytes(Object connection) throws ReflectiveOperationException {
    Object of = session.invoke(null, connection);
    if (of == null) {
      return 0;
    }
    long bytes = size(sessionQueue.get(sessionSink.get(of)));
    for (Object stream : streams(of)) {
      Object sink = streamSink.get(stream);
      if (streamQueue.getDeclaringClass().isInstance(sink)) {
        bytes += size(streamQueue.get(sink));
      }
    }
    return bytes;
  }

  private List<Object> streams(Object of) throws ReflectiveOperationException {
    synchronized (lock.get(of)) { // As whoever changes the map; never for long.
      return new ArrayList<>(((Map<?, ?>) streams.get(of)).values());
    }
  }

  private long size(Object queue) throws ReflectiveOperationException {
    return ((Number) size.invoke(queue)).longValue();
  }
}
