package io.lameduck.http2;

import io.lameduck.server.Reflection;
import io.lameduck.server.WildFlyModules;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

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

  private static final String EXTENSION = "org.wildfly.extension.undertow";
  private static final String SERVER = "io.undertow.server.";
  private static final String HTTP = SERVER + "protocol.http.";
  private static final String HTTP2 = "io.undertow.protocols.http2.Http2";

  /** Length 8, type GOAWAY, no flags, stream 0 (RFC 9113, 4.1 and 6.8); and its payload. */
  private static final int GOAWAY = (8 << 8) | 7;

  private static final int FRAME = 17;

  /** Keys among the attachments of a channel, which only this class uses. */
  private static final String STEP = "io.lameduck.http2";

  private static final String LAST_STREAM = "io.lameduck.http2.last";

  private final Object undertow;
  private final Method servers;
  private final Method listeners;
  private final Class<?> listenerType;
  private final Method openListener;
  private final Field ofHttp;
  private final Field ofHttp2;
  private final Field protocols;
  private final Field protocol;
  private final Field behindProxy;
  private final Method underlying;
  private final Method source;
  private final Method reader;
  private final Field framed;
  private final Class<?> channelType;
  private final Field settingsSent;
  private final Field attachments;
  private final Field streams;
  private final Method lastStream;
  private final Method ioThread;
  private final Method receiveSetter;
  private final Method set;
  private final Constructor<?> ping;
  private final Field header;
  private final Constructor<?> headerOf;
  private final Constructor<?> pooled;
  private final Method flush;
  private final Field connection;
  private final Method sink;
  private final Method shutdownWrites;
  private final Method flushSink;

  private UndertowHttp2(ClassLoader deployment) throws ReflectiveOperationException {
    ClassLoader extension = WildFlyModules.loader(deployment, EXTENSION);
    ClassLoader core = WildFlyModules.loader(deployment, "io.undertow.core");
    undertow = WildFlyModules.undertow(deployment);
    servers = extension.loadClass(EXTENSION + ".UndertowService").getMethod("getServers");
    listeners = extension.loadClass(EXTENSION + ".Server").getMethod("getListeners");
    listenerType = extension.loadClass(EXTENSION + ".ListenerService");
    openListener = listenerType.getMethod("getOpenListener");
    ofHttp = Reflection.field(core, HTTP + "HttpOpenListener", "connections");
    ofHttp2 = Reflection.field(core, SERVER + "protocol.http2.Http2OpenListener", "connections");
    protocols = Reflection.field(core, HTTP + "AlpnOpenListener", "listeners");
    protocol = Reflection.field(core, HTTP + "AlpnOpenListener$ListenerEntry", "listener");
    behindProxy =
        Reflection.field(core, SERVER + "protocol.proxy.ProxyProtocolOpenListener", "openListener");

    underlying = core.loadClass(SERVER + "AbstractServerConnection").getMethod("getChannel");
    source = underlying.getReturnType().getMethod("getSourceChannel");
    reader = source.getReturnType().getMethod("getReadListener");
    String framedType = SERVER + "protocol.framed.AbstractFramedChannel";
    framed = Reflection.field(core, framedType + "$FrameReadListener", "this$0");
    channelType = core.loadClass(HTTP2 + "Channel");
    settingsSent = Reflection.field(core, HTTP2 + "Channel", "initialSettingsSent");
    attachments = Reflection.field(core, HTTP2 + "Channel", "attachments");
    streams = Reflection.field(core, HTTP2 + "Channel", "currentStreams");
    lastStream = Reflection.method(channelType, "getLastGoodStreamId");
    ioThread = channelType.getMethod("getIoThread");
    receiveSetter = channelType.getMethod("getReceiveSetter");
    ClassLoader xnio = receiveSetter.getReturnType().getClassLoader();
    set =
        receiveSetter.getReturnType().getMethod("set", xnio.loadClass("org.xnio.ChannelListener"));

    Class<?> pingType = core.loadClass(HTTP2 + "PingStreamSinkChannel");
    ping = pingType.getDeclaredConstructor(channelType, byte[].class, boolean.class);
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
    flush = Reflection.method(channelType, "flushChannel", sinkType);
    connection = Reflection.field(core, framedType, "channel");
    sink = underlying.getReturnType().getMethod("getSinkChannel");
    shutdownWrites = sinkType.getMethod("shutdownWrites");
    flushSink = sinkType.getMethod("flush");
  }

  /**
   * By the loader of a deployment; empty if the server is not WildFly.
   *
   * @throws ReflectiveOperationException if it is, but not as it was when this was written
   */
  static Optional<UndertowHttp2> find(ClassLoader deployment) throws ReflectiveOperationException {
    return WildFlyModules.loaded(deployment)
        ? Optional.of(new UndertowHttp2(deployment))
        : Optional.empty();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Collection<Object> open() throws ReflectiveOperationException {
    Set<Object> open = new LinkedHashSet<>();
    for (Object server : List.copyOf((Collection<?>) servers.invoke(undertow))) {
      for (Object listener : List.copyOf((Collection<?>) listeners.invoke(server))) {
        if (listenerType.isInstance(listener)) {
          add(openListener.invoke(listener), open);
        }
      }
    }
    return open;
  }

  private void add(@Nullable Object of, Set<Object> open) throws ReflectiveOperationException {
    if (ofHttp.getDeclaringClass().isInstance(of)) {
      for (Object each : new ArrayList<>((Collection<?>) ofHttp.get(of))) {
        addIfHttp2(reader.invoke(source.invoke(underlying.invoke(each))), open);
      }
    } else if (ofHttp2.getDeclaringClass().isInstance(of)) {
      for (Object each : new ArrayList<>((Collection<?>) ofHttp2.get(of))) {
        addIfReady(each, open);
      }
    } else if (protocols.getDeclaringClass().isInstance(of)) {
      for (Object each : ((Map<?, ?>) protocols.get(of)).values()) {
        add(protocol.get(each), open);
      }
    } else if (behindProxy.getDeclaringClass().isInstance(of)) {
      add(behindProxy.get(of), open);
    }
  }

  /** A connection with prior knowledge, or after an upgrade, is one of HTTP/1.1 for Undertow. */
  private void addIfHttp2(@Nullable Object readListener, Set<Object> open)
      throws ReflectiveOperationException {
    if (framed.getDeclaringClass().isInstance(readListener)) {
      addIfReady(framed.get(readListener), open);
    }
  }

  private void addIfReady(Object channel, Set<Object> open) throws ReflectiveOperationException {
    if (channelType.isInstance(channel) && settingsSent.getBoolean(channel)) {
      open.add(channel);
    }
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
    return (int) lastStream.invoke(channel) > 0 && ((Map<?, ?>) streams.get(channel)).isEmpty();
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
        && ((Map<?, ?>) streams.get(channel))
            .keySet().stream().noneMatch(stream -> (int) stream <= last);
  }

  @Override
  public void end(Object channel) throws ReflectiveOperationException {
    onIoThread(
        channel,
        () -> {
          Object of = sink.invoke(connection.get(channel));
          shutdownWrites.invoke(of);
          flushSink.invoke(of);
        });
  }

  private interface Step {
    void run() throws ReflectiveOperationException;
  }

  private void onIoThread(Object channel, Step step) throws ReflectiveOperationException {
    ((Executor) ioThread.invoke(channel))
        .execute(
            () -> {
              try {
                step.run();
              } catch (ReflectiveOperationException | RuntimeException e) {
                // The client has closed the connection.
              }
            });
  }
}
