package io.lameduck.jvm;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Optional;

/**
 * What the streams of an HTTP/2 connection of Payara hold back until the client grants a window
 * (RFC 9113, 5.2): each has a queue of its own, and the connection one for all. Beside {@link
 * GrizzlyBacklog}, and apart from it: where one of them does not know its way, the other does.
 */
final class GrizzlyStreams implements Unsent {

  static final String NAME = "Payara's HTTP/2";

  private static final String HTTP2 = GrizzlySessions.HTTP2;

  private final GrizzlyConnections connections;
  private final GrizzlySessions sessions;
  private final Field streamSink;
  private final Field streamQueue;
  private final Field sessionSink;
  private final Field sessionQueue;
  private final Method size;

  private GrizzlyStreams(
      ClassLoader loader, GrizzlyConnections connections, GrizzlySessions sessions)
      throws ReflectiveOperationException {
    this.connections = connections;
    this.sessions = sessions;
    Class<?> sessionType = sessions.type();
    streamSink = Reflection.field(loader.loadClass(HTTP2 + "Http2Stream"), "outputSink");
    streamQueue = Reflection.field(loader.loadClass(HTTP2 + "DefaultOutputSink"), "outputQueue");
    sessionSink = Reflection.field(sessionType, "outputSink");
    sessionQueue =
        Reflection.field(loader.loadClass(HTTP2 + "Http2SessionOutputSink"), "outputQueue");
    size = loader.loadClass("org.glassfish.grizzly.asyncqueue.TaskQueue").getMethod("size");
  }

  /**
   * By the loader of a deployment; empty where the server is not Payara, or has no HTTP/2.
   *
   * @throws ReflectiveOperationException if there is, but not as it was when this was written
   */
  static Optional<GrizzlyStreams> find(ClassLoader loader) throws ReflectiveOperationException {
    Optional<GrizzlyConnections> connections = GrizzlyConnections.find(loader);
    if (connections.isEmpty()) {
      return Optional.empty();
    }
    Optional<GrizzlySessions> sessions = GrizzlySessions.find(loader);
    return sessions.isPresent()
        ? Optional.of(new GrizzlyStreams(loader, connections.get(), sessions.get()))
        : Optional.empty();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public long bytes() throws ReflectiveOperationException {
    long bytes = 0;
    for (Object connection : connections.open()) {
      bytes += bytes(connection);
    }
    return bytes;
  }

  /** None in a connection of HTTP/1.1. */
  private long bytes(Object connection) throws ReflectiveOperationException {
    Object of = sessions.of(connection);
    if (of == null) {
      return 0;
    }
    long bytes = size(sessionQueue.get(sessionSink.get(of)));
    for (Object stream : sessions.streams(of)) {
      Object sink = streamSink.get(stream);
      if (streamQueue.getDeclaringClass().isInstance(sink)) {
        bytes += size(streamQueue.get(sink));
      }
    }
    return bytes;
  }

  private long size(Object queue) throws ReflectiveOperationException {
    return ((Number) size.invoke(queue)).longValue();
  }
}
