package io.lameduck.listener;

import io.lameduck.server.Reflection;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.channels.SocketChannel;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The connections that WildFly has a use for: a request that runs, open streams of HTTP/2, a
 * WebSocket session, a connection of Remoting. They may be those of an application without the jar,
 * and the server's own stop knows how to end them.
 */
final class UndertowConnections {

  private static final String PROTOCOL = "io.undertow.server.protocol.";
  private static final String HTTP = PROTOCOL + "http.";

  /** The read listeners of a connection that waits for a request of HTTP/1.1 or AJP. */
  private static final Set<String> WAIT_FOR_A_REQUEST =
      Set.of(HTTP + "HttpReadListener", PROTOCOL + "ajp.AjpReadListener");

  private final Field ofHttp;
  private final Field ofAjp;
  private final Field ofHttp2;
  private final Field protocols;
  private final Field protocol;
  private final Class<?> httpType;
  private final Method upgraded;
  private final Field exchange;
  private final Field framed;
  private final Field framedOn;
  private final Field streams;
  private final Method channel;
  private final Method source;
  private final Method reader;
  private final List<Field> wrapped;
  private final Method socket;

  UndertowConnections(ClassLoader undertow, ClassLoader nio) throws ReflectiveOperationException {
    ofHttp = Reflection.field(undertow, HTTP + "HttpOpenListener", "connections");
    ofAjp = Reflection.field(undertow, PROTOCOL + "ajp.AjpOpenListener", "connections");
    ofHttp2 = Reflection.field(undertow, PROTOCOL + "http2.Http2OpenListener", "connections");
    protocols = Reflection.field(undertow, HTTP + "AlpnOpenListener", "listeners");
    protocol = Reflection.field(undertow, HTTP + "AlpnOpenListener$ListenerEntry", "listener");
    httpType = undertow.loadClass(HTTP + "HttpServerConnection");
    upgraded = Reflection.method(httpType, "getUpgradeListener");
    framed =
        Reflection.field(
            undertow, PROTOCOL + "framed.AbstractFramedChannel$FrameReadListener", "this$0");
    streams =
        Reflection.field(undertow, "io.undertow.protocols.http2.Http2Channel", "currentStreams");
    framedOn = Reflection.field(undertow, PROTOCOL + "framed.AbstractFramedChannel", "channel");
    exchange = Reflection.field(undertow, "io.undertow.server.AbstractServerConnection", "current");
    Class<?> type = exchange.getDeclaringClass();
    channel = type.getMethod("getChannel");
    source = channel.getReturnType().getMethod("getSourceChannel");
    reader = source.getReturnType().getMethod("getReadListener");
    wrapped =
        List.of(
            Reflection.field(
                undertow,
                PROTOCOL + "proxy.ProxyProtocolReadListener$AddressWrappedConnection",
                "delegate"),
            Reflection.field(
                undertow, "io.undertow.protocols.ssl.UndertowSslConnection", "delegate"),
            Reflection.field(
                channel.getReturnType().getClassLoader(),
                "org.xnio.ssl.JsseSslStreamConnection",
                "connection"));
    socket =
        Reflection.method(nio.loadClass("org.xnio.nio.NioSocketStreamConnection"), "getChannel");
  }

  /** The sockets of those that are not idle. */
  Set<SocketChannel> busy(Object openListener) throws ReflectiveOperationException {
    Set<SocketChannel> busy = new HashSet<>();
    for (Object connection : connections(openListener)) {
      if (isBusy(connection)) {
        busy.add(
            socket(isHttp2(connection) ? framedOn.get(connection) : channel.invoke(connection)));
      }
    }
    return busy;
  }

  /** Without what TLS and the PROXY protocol, which changes the address, put around it. */
  private SocketChannel socket(Object connection) throws ReflectiveOperationException {
    for (Field field : wrapped) {
      if (field.getDeclaringClass().isInstance(connection)) {
        return socket(field.get(connection));
      }
    }
    if (!socket.getDeclaringClass().isInstance(connection)) {
      throw new NoSuchMethodException("the socket of a " + connection.getClass().getName());
    }
    return (SocketChannel) socket.invoke(connection);
  }

  private Collection<?> connections(Object openListener) throws ReflectiveOperationException {
    for (Field field : List.of(ofHttp, ofAjp, ofHttp2)) {
      if (field.getDeclaringClass().isInstance(openListener)) {
        return List.copyOf((Collection<?>) field.get(openListener));
      }
    }
    Set<Object> all = new HashSet<>();
    if (protocols.getDeclaringClass().isInstance(openListener)) {
      for (Object entry : ((Map<?, ?>) protocols.get(openListener)).values()) {
        all.addAll(connections(protocol.get(entry)));
      }
    }
    return all;
  }

  private boolean isBusy(Object connection) throws ReflectiveOperationException {
    if (isHttp2(connection)) {
      return hasStreams(connection);
    }
    Object upgrade = httpType.isInstance(connection) ? upgraded.invoke(connection) : null;
    if (upgrade != null && !upgrade.getClass().getName().startsWith(PROTOCOL + "http2.")) {
      return true;
    }
    if (exchange.get(connection) != null) {
      return true;
    }
    Object listener = reader.invoke(source.invoke(channel.invoke(connection)));
    if (framed.getDeclaringClass().isInstance(listener)) {
      // HTTP/2 with prior knowledge, or after an upgrade.
      Object of = framed.get(listener);
      return isHttp2(of) && hasStreams(of);
    }
    String name = listener == null ? "" : listener.getClass().getName();
    return upgrade == null && !WAIT_FOR_A_REQUEST.contains(name);
  }

  private boolean isHttp2(Object connection) {
    return streams.getDeclaringClass().isInstance(connection);
  }

  private boolean hasStreams(Object connection) throws ReflectiveOperationException {
    return !((Map<?, ?>) streams.get(connection)).isEmpty();
  }
}
