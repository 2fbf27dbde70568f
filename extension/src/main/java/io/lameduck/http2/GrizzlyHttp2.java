package io.lameduck.http2;

import io.lameduck.server.GrizzlyConnections;
import io.lameduck.server.GrizzlySessions;
import io.lameduck.server.Reflection;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Payara's HTTP/2 connections. A connection is Grizzly's NIOConnection, which leads to its session.
 *
 * <p>Grizzly's own graceful form ({@code terminateGracefully}) is of no use: from its GOAWAY on it
 * ignores each new stream, although the frame promises to serve them. So the first frame is written
 * without a change of the session, and the last one by Grizzly's method for a session that ends.
 */
final class GrizzlyHttp2 implements Http2Connections {

  static final String NAME = "Payara";

  private static final String HTTP2 = GrizzlySessions.HTTP2;
  private static final String STEP = "io.lameduck.http2";

  /** Of a request that came before the upgrade to HTTP/2; Grizzly does not count it. */
  private static final int UPGRADE_STREAM = 1;

  private final GrizzlyConnections connections;
  private final GrizzlySessions sessions;
  private final Method ready;
  private final Field lastStream;
  private final Field running;
  private final Method closedRemotely;
  private final Method finish;
  private final Object noError;
  private final Field sink;
  private final Field sinkQueue;
  private final Method write;
  private final Method builder;
  private final Method setLastStream;
  private final Method setError;
  private final Method build;
  private final Method attributes;
  private final Method attribute;
  private final Method setAttribute;
  private final Method channel;
  private final Method queue;
  private final Method size;

  private GrizzlyHttp2(ClassLoader loader, GrizzlyConnections connections, GrizzlySessions sessions)
      throws ReflectiveOperationException {
    this.connections = connections;
    this.sessions = sessions;
    Class<?> sessionType = sessions.type();
    ready = Reflection.method(sessionType, "isHttp2OutputEnabled");
    lastStream = Reflection.field(sessionType, "lastPeerStreamId");
    running = Reflection.field(sessionType, "concurrentStreamsCount");
    closedRemotely = Reflection.method(loader.loadClass(HTTP2 + "Http2Stream"), "closedRemotely");

    Class<?> errorType = loader.loadClass(HTTP2 + "frames.ErrorCode");
    noError = errorType.getField("NO_ERROR").get(null);
    finish =
        Reflection.method(sessionType, "setGoAwayLocally", errorType, String.class, boolean.class);
    sink = Reflection.field(sessionType, "outputSink");
    Class<?> sinkType = loader.loadClass(HTTP2 + "Http2SessionOutputSink");
    sinkQueue = Reflection.field(sinkType, "outputQueue");
    write =
        Reflection.method(
            sinkType, "writeDownStream", loader.loadClass(HTTP2 + "frames.Http2Frame"));
    builder = loader.loadClass(HTTP2 + "frames.GoAwayFrame").getMethod("builder");
    Class<?> builderType = builder.getReturnType();
    setLastStream = builderType.getMethod("lastStreamId", int.class);
    setError = builderType.getMethod("errorCode", errorType);
    build = builderType.getMethod("build");

    Class<?> attributesType = loader.loadClass("org.glassfish.grizzly.attributes.AttributeHolder");
    attributes =
        loader
            .loadClass("org.glassfish.grizzly.attributes.AttributeStorage")
            .getMethod("getAttributes");
    attribute = attributesType.getMethod("getAttribute", String.class);
    setAttribute = attributesType.getMethod("setAttribute", String.class, Object.class);
    Class<?> nioType = loader.loadClass("org.glassfish.grizzly.nio.NIOConnection");
    channel = nioType.getMethod("getChannel");
    queue = nioType.getMethod("getAsyncWriteQueue");
    size = loader.loadClass("org.glassfish.grizzly.asyncqueue.TaskQueue").getMethod("size");
  }

  /**
   * By the loader of a deployment; empty if the server is not Payara, or has no HTTP/2.
   *
   * @throws ReflectiveOperationException if it has, but not as it was when this was written
   */
  static Optional<GrizzlyHttp2> find(ClassLoader loader) throws ReflectiveOperationException {
    Optional<GrizzlyConnections> connections = GrizzlyConnections.find(loader);
    if (connections.isEmpty()) {
      return Optional.empty();
    }
    Optional<GrizzlySessions> sessions = GrizzlySessions.find(loader);
    return sessions.isPresent()
        ? Optional.of(new GrizzlyHttp2(loader, connections.get(), sessions.get()))
        : Optional.empty();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Collection<Object> open() throws ReflectiveOperationException {
    List<Object> open = new ArrayList<>();
    for (Object connection : connections.open()) {
      Object of = sessions.of(connection);
      if (of != null && (boolean) ready.invoke(of)) {
        open.add(connection);
      }
    }
    return open;
  }

  private Object sessionOf(Object connection) throws ReflectiveOperationException {
    Object of = sessions.of(connection);
    if (of == null) {
      throw new IllegalStateException("no longer HTTP/2: " + connection);
    }
    return of;
  }

  @Override
  public int step(Object connection) throws ReflectiveOperationException {
    return stepOf(connection).get();
  }

  @Override
  public boolean advance(Object connection, int from, int to) throws ReflectiveOperationException {
    return stepOf(connection).compareAndSet(from, to);
  }

  private AtomicInteger stepOf(Object connection) throws ReflectiveOperationException {
    Object holder = attributes.invoke(connection);
    synchronized (holder) { // Among the deployments; Grizzly does not lock it.
      if (attribute.invoke(holder, STEP) instanceof AtomicInteger known) {
        return known;
      }
      AtomicInteger step = new AtomicInteger();
      setAttribute.invoke(holder, STEP, step);
      return step;
    }
  }

  @Override
  public boolean hasAnswered(Object connection) throws ReflectiveOperationException {
    Object of = sessionOf(connection);
    return countUpgrade(of) > 0 && runningIn(of) <= 0;
  }

  private int runningIn(Object of) throws ReflectiveOperationException {
    return ((AtomicInteger) running.get(of)).get();
  }

  /** The last stream, that of the upgrade as well. */
  private int countUpgrade(Object of) throws ReflectiveOperationException {
    synchronized (sessions.lock(of)) { // As Grizzly does when it accepts a stream.
      if (lastStream.getInt(of) < UPGRADE_STREAM && sessions.byId(of).containsKey(UPGRADE_STREAM)) {
        lastStream.setInt(of, UPGRADE_STREAM);
      }
      return lastStream.getInt(of);
    }
  }

  @Override
  public void announce(Object connection, Runnable written) throws ReflectiveOperationException {
    Object frame = builder.invoke(null);
    frame = setLastStream.invoke(frame, Integer.MAX_VALUE);
    frame = setError.invoke(frame, noError);
    write(sessionOf(connection), build.invoke(frame));
    written.run();
  }

  /** The session ignores later streams: their frames arrive, and nothing is done with them. */
  @Override
  public void finish(Object connection) throws ReflectiveOperationException {
    Object of = sessionOf(connection);
    int unused = countUpgrade(of);
    // False: with the last stream that it takes, and nothing after it.
    @Nullable Object frame = finish.invoke(of, noError, null, false);
    if (frame != null) {
      write(of, frame);
    }
  }

  private void write(Object of, Object frame) throws ReflectiveOperationException {
    write.invoke(sink.get(of), frame);
  }

  /** A stream has ended for its session while the end of it waits in one queue or the other. */
  @Override
  public boolean hasEnded(Object connection) throws ReflectiveOperationException {
    Object of = sessionOf(connection);
    return runningIn(of) <= 0
        && isEmpty(sinkQueue.get(sink.get(of)))
        && isEmpty(queue.invoke(connection));
  }

  private boolean isEmpty(Object taskQueue) throws ReflectiveOperationException {
    return ((Number) size.invoke(taskQueue)).longValue() == 0;
  }

  @Override
  public void end(Object connection) throws ReflectiveOperationException {
    if (channel.invoke(connection) instanceof SocketChannel socket) {
      try {
        socket.shutdownOutput();
      } catch (IOException e) {
        // It is closed.
      }
    }
  }

  /**
   * A session that has said its last stream no longer tells its streams that the client is gone.
   */
  @Override
  public void closed(Object connection) throws ReflectiveOperationException {
    Object of = sessions.of(connection);
    if (of != null) {
      for (Object stream : sessions.streams(of)) {
        closedRemotely.invoke(stream);
      }
    }
  }
}
