package io.lameduck.http2;

import io.lameduck.server.Reflection;
import io.lameduck.server.UndertowConnections;
import io.lameduck.server.WildFlyModules;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * WildFly's HTTP/2 connections, each an {@code Http2Channel} of Undertow.
 *
 * <p>Undertow's own GOAWAY always closes the connection, after the flush of the frame. So the frame
 * is written as the contents of a PING, which has the same length, and the channel's state stays as
 * it is. To refuse new streams its listener for them is taken away: Undertow then decodes and
 * discards what arrives, and its running streams go on. Both happen on the connection's own I/O
 * thread, so no stream arrives between them.
 */
final class UndertowHttp2 implements Http2Connections {

  static final String NAME = "WildFly";

  private static final String SERVER = "io.undertow.server.";
  private static final String HTTP2 = "io.undertow.protocols.http2.Http2";

  /** Length 8, type GOAWAY, no flags, stream 0 (RFC 9113, 4.1 and 6.8); and its payload. */
  private static final int GOAWAY = (8 << 8) | 7;

  private static final int FRAME = 17;

  /** Keys among the attachments of a channel, which only this class uses. */
  private static final String STEP = "io.lameduck.http2";

  private static final String LAST_STREAM = "io.lameduck.http2.last";

  private final UndertowConnections connections;
  private final Http2Failures failures;
  private final KeptStreams streams;
  private final Field settingsSent;
  private final Field attachments;
  private final Method lastStream;
  private final Method ioThread;
  private final Method receiveSetter;
  private final Method set;
  private final Constructor<?> ping;
  private final Field header;
  private final Constructor<?> headerOf;
  private final Constructor<?> pooled;
  private final Method flush;
  private final Method sink;
  private final Method shutdownWrites;
  private final Method flushSink;

  private UndertowHttp2(
      ClassLoader deployment, UndertowConnections connections, Http2Failures failures)
      throws ReflectiveOperationException {
    this.connections = connections;
    this.failures = failures;
    ClassLoader core = WildFlyModules.loader(deployment, WildFlyModules.UNDERTOW);
    Class<?> http2Type = connections.http2Type();
    settingsSent = Reflection.field(http2Type, "initialSettingsSent");
    attachments = Reflection.field(http2Type, "attachments");
    lastStream = Reflection.method(http2Type, "getLastGoodStreamId");
    Method executor = http2Type.getMethod("getIoThread");
    ioThread = executor;
    streams = KeptStreams.find(() -> new UndertowStreams(http2Type, executor, failures));
    receiveSetter = http2Type.getMethod("getReceiveSetter");
    ClassLoader xnio = receiveSetter.getReturnType().getClassLoader();
    set =
        receiveSetter.getReturnType().getMethod("set", xnio.loadClass("org.xnio.ChannelListener"));

    Class<?> pingType = core.loadClass(HTTP2 + "PingStreamSinkChannel");
    ping = pingType.getDeclaredConstructor(http2Type, byte[].class, boolean.class);
    ping.setAccessible(true);
    header =
        Reflection.field(
            core, SERVER + "protocol.framed.AbstractFramedStreamSinkChannel", "header");
    Class<?> bufferType = core.loadClass("io.undertow.connector.PooledByteBuffer");
    headerOf = header.getType().getConstructor(bufferType);
    pooled =
        core.loadClass("io.undertow.util.ImmediatePooledByteBuffer")
            .getConstructor(ByteBuffer.class);
    Class<?> sinkType = xnio.loadClass("org.xnio.channels.StreamSinkChannel");
    flush = Reflection.method(http2Type, "flushChannel", sinkType);
    sink = connections.channelType().getMethod("getSinkChannel");
    shutdownWrites = sinkType.getMethod("shutdownWrites");
    flushSink = sinkType.getMethod("flush");
  }

  /**
   * By the loader of a deployment; empty if the server is not WildFly.
   *
   * @throws ReflectiveOperationException if it is, but not as it was when this was written
   */
  static Optional<UndertowHttp2> find(ClassLoader deployment, Http2Failures failures)
      throws ReflectiveOperationException {
    Optional<UndertowConnections> connections = UndertowConnections.find(deployment);
    return connections.isPresent()
        ? Optional.of(new UndertowHttp2(deployment, connections.get(), failures))
        : Optional.empty();
  }

  @Override
  public Collection<Object> open() throws ReflectiveOperationException {
    Set<Object> open = new HashSet<>();
    for (Object listener : connections.listeners()) {
      for (Object connection : connections.of(connections.openListener(listener))) {
        Object channel = connections.http2(connection);
        if (channel != null && settingsSent.getBoolean(channel)) {
          open.add(channel);
        }
      }
    }
    return open;
  }

  @SuppressWarnings("unchecked") // Whose keys are of a type of Undertow's does not matter to it.
  private Map<Object, Object> attachments(Object channel) throws ReflectiveOperationException {
    return (Map<Object, Object>) attachments.get(channel);
  }

  @Override
  public int step(Object channel) throws ReflectiveOperationException {
    return stepOf(channel).get();
  }

  @Override
  public boolean advance(Object channel, int from, int to) throws ReflectiveOperationException {
    return stepOf(channel).compareAndSet(from, to);
  }

  private AtomicInteger stepOf(Object channel) throws ReflectiveOperationException {
    Map<Object, Object> all = attachments(channel);
    Object known = all.putIfAbsent(STEP, new AtomicInteger());
    return (AtomicInteger) (known == null ? all.get(STEP) : known);
  }

  @Override
  public boolean hasAnswered(Object channel) throws ReflectiveOperationException {
    return (int) lastStream.invoke(channel) > 0 && connections.streams(channel).isEmpty();
  }

  @Override
  public void keepStreams(Object channel) throws ReflectiveOperationException {
    onIoThread(channel, () -> streams.keep(channel), failures::keepStreams);
  }

  @Override
  public void announce(Object channel, Runnable written) throws ReflectiveOperationException {
    onIoThread(
        channel,
        () -> {
          write(channel, Integer.MAX_VALUE);
          written.run();
        });
  }

  @Override
  public void letGo() throws ReflectiveOperationException {
    streams.restore();
  }

  @Override
  public void finish(Object channel) throws ReflectiveOperationException {
    onIoThread(
        channel,
        () -> {
          set.invoke(receiveSetter.invoke(channel), (Object) null);
          int last = (int) lastStream.invoke(channel);
          attachments(channel).put(LAST_STREAM, last);
          write(channel, last);
        });
  }

  private void write(Object channel, int last) throws ReflectiveOperationException {
    ByteBuffer frame = ByteBuffer.allocate(FRAME);
    frame.putInt(GOAWAY).put((byte) 0).putInt(0).putInt(last).putInt(0).flip();
    Object sinkChannel = ping.newInstance(channel, new byte[Long.BYTES], false);
    header.set(sinkChannel, headerOf.newInstance(pooled.newInstance(frame)));
    flush.invoke(channel, sinkChannel);
  }

  /** What is discarded after the last stream stays among the streams of the channel. */
  @Override
  public boolean hasEnded(Object channel) throws ReflectiveOperationException {
    return attachments(channel).get(LAST_STREAM) instanceof Integer last
        && connections.streams(channel).keySet().stream().noneMatch(stream -> (int) stream <= last);
  }

  @Override
  public void end(Object channel) throws ReflectiveOperationException {
    onIoThread(
        channel,
        () -> {
          Object sinkChannel = sink.invoke(connections.channel(channel));
          shutdownWrites.invoke(sinkChannel);
          flushSink.invoke(sinkChannel);
        });
  }

  private interface Step {
    void run() throws ReflectiveOperationException;
  }

  private void onIoThread(Object channel, Step step) throws ReflectiveOperationException {
    onIoThread(channel, step, failures::goAway);
  }

  private void onIoThread(Object channel, Step step, Consumer<Throwable> failed)
      throws ReflectiveOperationException {
    ((Executor) ioThread.invoke(channel))
        .execute(
            () -> {
              try {
                step.run();
              } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
                failed.accept(e); // The client may have closed it, or the application be gone.
              }
            });
  }
}
