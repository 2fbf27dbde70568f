package io.lameduck.delivery;

import io.lameduck.server.GrizzlyConnections;
import io.lameduck.server.GrizzlySessions;
import io.lameduck.server.Reflection;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Payara has taken from applications and not yet written to its clients. A servlet may return
 * while megabytes of its response wait in Grizzly's write queue of the connection, up to four times
 * the send buffer of the socket, and the server's stop throws them away. With HTTP/2 each stream
 * holds back what the client has no window for (RFC 9113, 5.2), and the connection has one queue
 * more for all of them.
 *
 * <p>Looked at in a drain only: it costs a request nothing.
 */
final class GrizzlyPendingWrites implements PendingWrites {

  static final String NAME = "Payara";

  private static final String HTTP2 = GrizzlySessions.HTTP2;

  private final GrizzlyConnections connections;
  private final @Nullable Http2 http2;

  private GrizzlyPendingWrites(ClassLoader loader, GrizzlyConnections connections)
      throws ReflectiveOperationException {
    this.connections = connections;
    http2 = Http2.find(loader, connections);
  }

  /**
   * By the loader of a deployment; empty if the server is not Payara.
   *
   * @throws ReflectiveOperationException if it is, but not as it was when this was written
   */
  static Optional<GrizzlyPendingWrites> find(ClassLoader loader)
      throws ReflectiveOperationException {
    Optional<GrizzlyConnections> connections = GrizzlyConnections.find(loader);
    return connections.isPresent()
        ? Optional.of(new GrizzlyPendingWrites(loader, connections.get()))
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
      bytes += connections.bytes(connections.queue(connection));
      if (http2 != null) {
        for (Object queue : http2.queues(connection)) {
          bytes += connections.bytes(queue);
        }
      }
    }
    return bytes;
  }

  /** The queues of a connection of HTTP/2, and of its streams. */
  private record Http2(GrizzlySessions sessions, Field streamSink, Field streamQueue) {

    /** Null if the server has no HTTP/2. */
    static @Nullable Http2 find(ClassLoader loader, GrizzlyConnections connections)
        throws ReflectiveOperationException {
      Optional<GrizzlySessions> sessions = GrizzlySessions.find(loader, connections);
      return sessions.isPresent()
          ? new Http2(
              sessions.get(),
              Reflection.field(loader, HTTP2 + "Http2Stream", "outputSink"),
              Reflection.field(loader, HTTP2 + "DefaultOutputSink", "outputQueue"))
          : null;
    }

    /** None of a connection of HTTP/1.1, nor of one whose client wants no more. */
    List<Object> queues(Object connection) throws ReflectiveOperationException {
      Object session = sessions.of(connection);
      if (session == null || sessions.isLeftByClient(session)) {
        return List.of();
      }
      List<Object> queues = new ArrayList<>(List.of(sessions.queue(session)));
      for (Object stream : sessions.streams(session)) {
        Object sink = streamSink.get(stream);
        if (streamQueue.getDeclaringClass().isInstance(sink)) {
          queues.add(streamQueue.get(sink));
        }
      }
      return queues;
    }
  }
}
