package io.lameduck.http2;

import io.lameduck.concurrent.Threads;
import io.lameduck.server.GrizzlyConnections;
import io.lameduck.server.GrizzlySessions;
import io.lameduck.server.Reflection;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

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

  private final GrizzlyConnections connections;
  private final GrizzlySessions sessions;
  private final KeptStreams streams;
  private final Method ready;
  private final Method closedRemotely;
  private final Method builder;
  private final Method setLastStream;
  private final Method setError;
  private final Method build;
  private final Method attributes;
  private final Method attribute;
  private final Method setAttribute;
  private final Method channel;

  private GrizzlyHttp2(
      ClassLoader loader,
      GrizzlyConnections connections,
      GrizzlySessions sessions,
      Http2Failures failures)
      throws ReflectiveOperationException {
    this.connections = connections;
    this.sessions = sessions;
    streams = KeptStreams.find(() -> new GrizzlyFrames(loader, sessions, failures));
    ready = Reflection.method(sessions.type(), "isHttp2OutputEnabled");
    closedRemotely = Reflection.method(loader.loadClass(HTTP2 + "Http2Stream"), "closedRemotely");

    builder = loader.loadClass(HTTP2 + "frames.GoAwayFrame").getMethod("builder");
    Class<?> builderType = builder.getReturnType();
    setLastStream = builderType.getMethod("lastStreamId", int.class);
    Class<?> errorType = loader.loadClass(HTTP2 + "frames.ErrorCode");
    setError = builderType.getMethod("errorCode", errorType);
    build = builderType.getMethod("build");

    Class<?> attributesType = loader.loadClass("org.glassfish.grizzly.attributes.AttributeHolder");
    attributes =
        loader
            .loadClass("org.glassfish.grizzly.attributes.AttributeStorage")
            .getMethod("getAttributes");
    attribute = attributesType.getMethod("getAttribute", String.class);
    setAttribute = attributesType.getMethod("setAttribute", String.class, Object.class);
    channel = loader.loadClass("org.glassfish.grizzly.nio.NIOConnection").getMethod("getChannel");
  }

  /**
   * By the loader of a deployment; empty if the server is not Payara, or has no HTTP/2.
   *
   * @throws ReflectiveOperationException if it has, but not as it was when this was written
   */
  static Optional<GrizzlyHttp2> find(ClassLoader loader, Http2Failures failures)
      throws ReflectiveOperationException {
    Optional<GrizzlyConnections> connections = GrizzlyConnections.find(loader);
    if (connections.isEmpty()) {
      return Optional.empty();
    }
    Optional<GrizzlySessions> sessions = GrizzlySessions.find(loader, connections.get());
    return sessions.isPresent()
        ? Optional.of(new GrizzlyHttp2(loader, connections.get(), sessions.get(), failures))
        : Optional.empty();
  }

  @Override
  public Collection<Object> open() throws ReflectiveOperationException {
    List<Object> open = new ArrayList<>();
    for (Object connection : connections.open()) {
      Object session = sessions.of(connection);
      if (session != null && (boolean) ready.invoke(session) && !sessions.isLeftByClient(session)) {
        open.add(connection);
      }
    }
    return open;
  }

  private Object sessionOf(Object connection) throws ReflectiveOperationException {
    Object session = sessions.of(connection);
    if (session == null) {
      throw new IllegalStateException("no longer HTTP/2: " + connection);
    }
    return session;
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
    Object session = sessionOf(connection);
    return sessions.countUpgrade(session) > 0 && sessions.running(session) <= 0;
  }

  @Override
  public void keepStreams(Object connection) throws ReflectiveOperationException {
    streams.keep(sessionOf(connection));
  }

  @Override
  public void announce(Object connection, Runnable written) throws ReflectiveOperationException {
    Object frame = builder.invoke(null);
    frame = setLastStream.invoke(frame, Integer.MAX_VALUE);
    frame = setError.invoke(frame, sessions.noError());
    sessions.write(sessionOf(connection), build.invoke(frame));
    written.run();
  }

  @Override
  public void letGo() throws ReflectiveOperationException {
    streams.restore();
  }

  @Override
  public void finish(Object connection) throws ReflectiveOperationException {
    sessions.sayLastStream(sessionOf(connection));
  }

  @Override
  public boolean hasEnded(Object connection) throws ReflectiveOperationException {
    return sessions.hasEnded(connection, sessionOf(connection));
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
   * A session that has said its last stream no longer tells its streams that the client is gone. To
   * be told, a stream waits for the thread that reads from it.
   */
  @Override
  public void closed(Object connection) throws ReflectiveOperationException {
    Object session = sessions.of(connection);
    if (session != null && sessions.running(session) > 0 && !sessions.isLeftByClient(session)) {
      Threads.start("lameduck-goaway", null, () -> tellStreams(session));
    }
  }

  private void tellStreams(Object session) {
    try {
      for (Object stream : sessions.streams(session)) {
        closedRemotely.invoke(stream);
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      System.getLogger(getClass().getName())
          .log(System.Logger.Level.DEBUG, "Cannot tell the streams of a closed connection", e);
    }
  }
}
