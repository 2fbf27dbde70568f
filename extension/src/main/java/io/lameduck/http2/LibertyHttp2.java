package io.lameduck.http2;

import io.lameduck.server.LibertyBundles;
import io.lameduck.server.Reflection;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Open Liberty's HTTP/2 connections. A connection is a TCPConnLink, whose reads are handed to an
 * {@code H2InboundLink}; found through the channel framework. Connections of the Netty transport
 * are not found.
 *
 * <p>Liberty's own GOAWAY always closes the connection. So the frame is written as the control
 * stream writes its frames, under the lock of that stream; on Liberty's executor, since a write
 * waits for a client that does not read. New streams are refused (REFUSED_STREAM) as if the client
 * had opened more at a time than it may.
 */
final class LibertyHttp2 implements Http2Connections {

  static final String NAME = "Open Liberty";

  private static final String HTTP = "com.ibm.ws.transport.http";
  private static final String H2 = "com.ibm.ws.http.channel.h2internal.";
  private static final String TCP = "com.ibm.ws.tcpchannel.internal.";

  private final Http2Failures failures;
  private final KeptStreams streams;
  private final Object framework;
  private final Field channels;
  private final Method channel;
  private final Class<?> tcpChannelType;
  private final Field inUse;
  private final Field reader;
  private final Field callback;
  private final Class<?> muxCallbackType;
  private final Field link;
  private final Field prefaceSent;
  private final VarHandle step;
  private final Method running;
  private final Method lastStream;
  private final Method settings;
  private final Method setMaxStreams;
  private final Method stream;
  private final Constructor<?> goAway;
  private final Method build;
  private final Method frameLength;
  private final Method payloadLength;
  private final Method frameType;
  private final Method write;
  private final Method release;
  private final Method executor;
  private final Method socketChannel;
  private final Method socket;

  private LibertyHttp2(ClassLoader http, ClassLoader channelFramework, Http2Failures failures)
      throws ReflectiveOperationException {
    this.failures = failures;
    Class<?> frameworkType =
        channelFramework.loadClass("com.ibm.ws.channelfw.internal.ChannelFrameworkImpl");
    framework = frameworkType.getMethod("getRef").invoke(null);
    channels = Reflection.field(frameworkType, "channelRunningMap");
    channel =
        channelFramework
            .loadClass("com.ibm.ws.channelfw.internal.ChannelContainer")
            .getMethod("getChannel");
    tcpChannelType = channelFramework.loadClass(TCP + "TCPChannel");
    inUse = Reflection.field(tcpChannelType, "inUse");
    Class<?> connectionType = channelFramework.loadClass(TCP + "TCPConnLink");
    reader = Reflection.field(connectionType, "reader");
    callback =
        Reflection.field(channelFramework.loadClass(TCP + "TCPReadRequestContextImpl"), "callback");
    socketChannel = connectionType.getMethod("getSocketIOChannel");
    socket = socketChannel.getReturnType().getMethod("getSocket");
    executor =
        channelFramework
            .loadClass("com.ibm.websphere.channelfw.osgi.CHFWBundle")
            .getMethod("getExecutorService");

    muxCallbackType = http.loadClass(H2 + "H2MuxTCPReadCallback");
    link = Reflection.field(muxCallbackType, "connLink");
    Class<?> linkType = http.loadClass(H2 + "H2InboundLink");
    prefaceSent = Reflection.field(linkType, "connection_preface_sent");
    // The hash code of the link, written to traces only, and never negative.
    step =
        MethodHandles.privateLookupIn(linkType, MethodHandles.lookup())
            .findVarHandle(linkType, "hcDebug", int.class);
    Method active = linkType.getMethod("getActiveClientStreams");
    running = active;
    lastStream = linkType.getMethod("getHighestClientStreamId");
    settings = linkType.getMethod("getLocalConnectionSettings");
    setMaxStreams = settings.getReturnType().getMethod("setMaxConcurrentStreams", int.class);
    stream = linkType.getMethod("getStream", int.class);
    Class<?> frameType = http.loadClass(H2 + "frames.FrameGoAway");
    goAway = frameType.getConstructor(int.class, byte[].class, int.class, int.class, boolean.class);
    streams = KeptStreams.find(() -> new LibertyStreams(linkType, frameType, active, failures));
    build = frameType.getMethod("buildFrameForWrite");
    frameLength = frameType.getMethod("getWriteFrameLength");
    payloadLength = frameType.getMethod("getPayloadLength");
    this.frameType = frameType.getMethod("getFrameType");
    Class<?> bufferType = build.getReturnType();
    release = bufferType.getMethod("release");
    write =
        linkType.getMethod(
            "writeSync",
            bufferType,
            bufferType.arrayType(),
            long.class,
            int.class,
            this.frameType.getReturnType(),
            int.class,
            int.class);
  }

  /**
   * By the loader of a deployment; empty if the server is not Open Liberty.
   *
   * @throws ReflectiveOperationException if it is, but not as it was when this was written
   */
  static Optional<LibertyHttp2> find(ClassLoader deployment, Http2Failures failures)
      throws ReflectiveOperationException {
    Optional<LibertyBundles> bundles = LibertyBundles.find(deployment);
    return bundles.isPresent()
        ? Optional.of(
            new LibertyHttp2(
                bundles.get().loader(HTTP, H2 + "H2InboundLink"),
                bundles.get().loader(LibertyBundles.CHANNELS, TCP + "TCPChannel"),
                failures))
        : Optional.empty();
  }

  @Override
  public Collection<Object> open() throws ReflectiveOperationException {
    List<Object> open = new ArrayList<>();
    for (Object container : List.copyOf(((Map<?, ?>) channels.get(framework)).values())) {
      Object found = channel.invoke(container);
      if (tcpChannelType.isInstance(found)) {
        for (Object queue : (Queue<?>[]) inUse.get(found)) {
          add((Queue<?>) queue, open);
        }
      }
    }
    return open;
  }

  private void add(Queue<?> connections, List<Object> open) throws ReflectiveOperationException {
    for (Object connection : connections) {
      Object found = linkOf(connection);
      if (found != null && prefaceSent.getBoolean(found)) {
        open.add(connection);
      }
    }
  }

  /** Null if the connection is none of HTTP/2, or is closed. */
  private @Nullable Object linkOf(Object connection) throws ReflectiveOperationException {
    Object context = reader.get(connection);
    Object receiver = context == null ? null : callback.get(context);
    if (receiver != null && receiver.getClass().getName().endsWith("$SSLReadCompletedCallback")) {
      receiver = Reflection.field(receiver.getClass(), "myCallback").get(receiver);
    }
    return muxCallbackType.isInstance(receiver) ? link.get(receiver) : null;
  }

  private Object openLinkOf(Object connection) throws ReflectiveOperationException {
    Object found = linkOf(connection);
    if (found == null) {
      throw new IllegalStateException("closed: " + connection);
    }
    return found;
  }

  @Override
  public int step(Object connection) throws ReflectiveOperationException {
    return Math.max(0, -(int) step.getVolatile(openLinkOf(connection)));
  }

  @Override
  public boolean advance(Object connection, int from, int to) throws ReflectiveOperationException {
    Object openLink = openLinkOf(connection);
    int known = (int) step.getVolatile(openLink);
    return Math.max(0, -known) == from && step.compareAndSet(openLink, known, -to);
  }

  @Override
  public boolean hasAnswered(Object connection) throws ReflectiveOperationException {
    Object openLink = openLinkOf(connection);
    return (int) lastStream.invoke(openLink) > 0 && (int) running.invoke(openLink) <= 0;
  }

  @Override
  public void keepStreams(Object connection) throws ReflectiveOperationException {
    streams.keep(openLinkOf(connection));
  }

  @Override
  public void announce(Object connection, Runnable written) throws ReflectiveOperationException {
    Object openLink = openLinkOf(connection);
    write(openLink, Integer.MAX_VALUE, written);
  }

  @Override
  public void letGo() throws ReflectiveOperationException {
    streams.restore();
  }

  @Override
  public void refuse(Object connection) throws ReflectiveOperationException {
    setMaxStreams.invoke(settings.invoke(openLinkOf(connection)), 0);
  }

  /** The last one may be one that was refused; its client knows. */
  @Override
  public void finish(Object connection) throws ReflectiveOperationException {
    Object openLink = openLinkOf(connection);
    write(openLink, (int) lastStream.invoke(openLink), () -> {});
  }

  private void write(Object openLink, int last, Runnable written)
      throws ReflectiveOperationException {
    Object control = stream.invoke(openLink, 0);
    ((Executor) executor.invoke(null))
        .execute(
            () -> {
              try {
                synchronized (control) { // One frame of a stream at a time, as Liberty does.
                  Object frame = goAway.newInstance(0, new byte[0], 0, last, false);
                  Object buffer = build.invoke(frame);
                  write.invoke(
                      openLink,
                      buffer,
                      null,
                      ((Integer) frameLength.invoke(frame)).longValue(),
                      -1, // No time-out.
                      frameType.invoke(frame),
                      payloadLength.invoke(frame),
                      0);
                  release.invoke(buffer);
                }
                written.run();
              } catch (ReflectiveOperationException e) {
                failures.goAway(e); // The client may have closed the connection.
              }
            });
  }

  @Override
  public boolean hasEnded(Object connection) throws ReflectiveOperationException {
    return (int) running.invoke(openLinkOf(connection)) <= 0;
  }

  @Override
  public void end(Object connection) throws ReflectiveOperationException {
    if (socket.invoke(socketChannel.invoke(connection)) instanceof Socket open) {
      try {
        open.shutdownOutput();
      } catch (IOException e) {
        // It is closed.
      }
    }
  }
}
