package io.lameduck.server;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of Payara's HTTP/2 connections, their streams, and the GOAWAY that ends them.
 *
 * <p>If a client says GOAWAY while the stream of its upgrade closes, two of Grizzly's threads may
 * wait for each other for ever, one of them with the lock of the session (seen with Java's {@code
 * HttpClient}). So the lock is taken only if there is no other way, and a session whose client has
 * left is not touched.
 */
public final class GrizzlySessions {

  /** The package of Grizzly's classes. */
  public static final String HTTP2 = "org.glassfish.grizzly.http2.";

  /** Of a request that came before the upgrade to HTTP/2; Grizzly does not count it. */
  private static final int UPGRADE_STREAM = 1;

  private final GrizzlyConnections connections;
  private final Class<?> type;
  private final Method session;
  private final Field lock;
  private final Field streams;
  private final Method stream;
  private final Field running;
  private final VarHandle lastStream;
  private final Field closing;
  private final Method goAway;
  private final Object noError;
  private final Field sink;
  private final Field sinkQueue;
  private final Method write;

  private GrizzlySessions(ClassLoader loader, Class<?> type, GrizzlyConnections connections)
      throws ReflectiveOperationException {
    this.connections = connections;
    this.type = type;
    session = type.getMethod("get", loader.loadClass("org.glassfish.grizzly.Connection"));
    lock = Reflection.field(type, "sessionLock");
    streams = Reflection.field(type, "streamsMap");
    running = Reflection.field(type, "concurrentStreamsCount");
    stream = type.getMethod("getStream", int.class);
    lastStream =
        MethodHandles.privateLookupIn(type, MethodHandles.lookup())
            .findVarHandle(type, "lastPeerStreamId", int.class);
    closing = Reflection.field(type, "closeFlag");
    Class<?> errorType = loader.loadClass(HTTP2 + "frames.ErrorCode");
    goAway = Reflection.method(type, "setGoAwayLocally", errorType, String.class, boolean.class);
    noError = errorType.getField("NO_ERROR").get(null);
    sink = Reflection.field(type, "outputSink");
    Class<?> sinkType = loader.loadClass(HTTP2 + "Http2SessionOutputSink");
    sinkQueue = Reflection.field(sinkType, "outputQueue");
    write =
        Reflection.method(
            sinkType, "writeDownStream", loader.loadClass(HTTP2 + "frames.Http2Frame"));
  }

  /**
   * By the loader of a deployment; empty if the server has no HTTP/2.
   *
   * @throws ReflectiveOperationException if it has, but not as it was when this was written
   */
  public static Optional<GrizzlySessions> find(ClassLoader loader, GrizzlyConnections connections)
      throws ReflectiveOperationException {
    Class<?> type;
    try {
      type = loader.loadClass(HTTP2 + "Http2Session");
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
    return Optional.of(new GrizzlySessions(loader, type, connections));
  }

  /** The error code of a GOAWAY that reports no error. */
  public Object noError() {
    return noError;
  }

  /** Grizzly's Http2Session. */
  public Class<?> type() {
    return type;
  }

  /** The session of a connection; null if it speaks HTTP/1.1, or is closed. */
  public @Nullable Object of(Object connection) throws ReflectiveOperationException {
    return session.invoke(null, connection);
  }

  /** Whether the client has said GOAWAY, or closed the connection. */
  public boolean isLeftByClient(Object session) throws ReflectiveOperationException {
    return closing.get(session) instanceof Enum<?> type && type.name().equals("REMOTELY");
  }

  /** The streams of this moment. Waits for the lock of the session. */
  public List<Object> streams(Object session) throws ReflectiveOperationException {
    synchronized (lock.get(session)) { // As Grizzly does when it accepts or removes a stream.
      return new ArrayList<>(((Map<?, ?>) streams.get(session)).values());
    }
  }

  /** How many streams run. */
  public int running(Object session) throws ReflectiveOperationException {
    return ((AtomicInteger) running.get(session)).get();
  }

  /**
   * Counts the stream of an upgrade as Grizzly counts the others.
   *
   * @return the last stream of the client; 0 or less if there was none
   */
  public int countUpgrade(Object session) throws ReflectiveOperationException {
    int last = (int) lastStream.getVolatile(session);
    if (last < UPGRADE_STREAM && stream.invoke(session, UPGRADE_STREAM) != null) {
      boolean unused = lastStream.compareAndSet(session, last, UPGRADE_STREAM);
    }
    return (int) lastStream.getVolatile(session);
  }

  /**
   * Sends a GOAWAY with the last stream, unless one of the sides has sent it. Streams that run go
   * on; later ones are ignored: their frames arrive, and nothing is done with them.
   */
  public void sayLastStream(Object session) throws ReflectiveOperationException {
    if (isLeftByClient(session)) {
      return;
    }
    int unused = countUpgrade(session);
    // False: with the last stream that it takes, and nothing after it.
    @Nullable Object frame = goAway.invoke(session, noError, null, false);
    if (frame != null) {
      write(session, frame);
    }
  }

  /** Sends a frame; changes nothing in the session. */
  public void write(Object session, Object frame) throws ReflectiveOperationException {
    write.invoke(sink.get(session), frame);
  }

  /** The frames that wait for the connection, of all streams; a TaskQueue of Grizzly's. */
  public Object queue(Object session) throws ReflectiveOperationException {
    return sinkQueue.get(sink.get(session));
  }

  /**
   * Whether no stream runs and all of them is written. A stream has ended for its session while the
   * end of it waits in one queue or the other.
   */
  public boolean hasEnded(Object connection, Object session) throws ReflectiveOperationException {
    return running(session) <= 0
        && connections.bytes(queue(session)) == 0
        && connections.bytes(connections.queue(connection)) == 0;
  }
}
