package io.lameduck.listener;

import io.lameduck.server.Reflection;
import io.lameduck.server.UndertowConnections;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The connections that WildFly has a use for: a request that runs, open streams of HTTP/2, a
 * WebSocket session, a connection of Remoting. They may be those of an application without the jar,
 * and the server's own stop knows how to end them.
 */
final class UndertowBusyConnections {

  private static final String PROTOCOL = "io.undertow.server.protocol.";
  private static final String HTTP = PROTOCOL + "http.";

  /** The read listeners of a connection that waits for a request of HTTP/1.1 or AJP. */
  private static final Set<String> WAIT_FOR_A_REQUEST =
      Set.of(HTTP + "HttpReadListener", PROTOCOL + "ajp.AjpReadListener");

  private final UndertowConnections connections;
  private final Class<?> httpType;
  private final Method upgraded;
  private final Field exchange;
  private final List<Field> wrapped;
  private final Method socket;

  UndertowBusyConnections(UndertowConnections connections, ClassLoader undertow, ClassLoader nio)
      throws ReflectiveOperationException {
    this.connections = connections;
    httpType = undertow.loadClass(HTTP + "HttpServerConnection");
    upgraded = Reflection.method(httpType, "getUpgradeListener");
    exchange = Reflection.field(undertow, "io.undertow.server.AbstractServerConnection", "current");
    wrapped =
        List.of(
            Reflection.field(
                undertow,
                PROTOCOL + "proxy.ProxyProtocolReadListener$AddressWrappedConnection",
                "delegate"),
            Reflection.field(
                undertow, "io.undertow.protocols.ssl.UndertowSslConnection", "delegate"),
            Reflection.field(
                connections.channelType().getClassLoader(),
                "org.xnio.ssl.JsseSslStreamConnection",
                "connection"));
    socket =
        Reflection.method(nio.loadClass("org.xnio.nio.NioSocketStreamConnection"), "getChannel");
  }

  /** Their sockets. */
  Set<SocketChannel> sockets(Object openListener) throws ReflectiveOperationException {
    Set<SocketChannel> sockets = new HashSet<>();
    for (Object connection : connections.of(openListener)) {
      if (isBusy(connection)) {
        sockets.add(socket(connections.channel(connection)));
      }
    }
    return sockets;
  }

  /** Without what TLS and the PROXY protocol, which changes the address, put around it. */
  private SocketChannel socket(Object channel) throws ReflectiveOperationException {
    for (Field field : wrapped) {
      if (field.getDeclaringClass().isInstance(channel)) {
        return socket(field.get(channel));
      }
    }
    if (!socket.getDeclaringClass().isInstance(channel)) {
      throw new NoSuchMethodException("the socket of a " + channel.getClass().getName());
    }
    return (SocketChannel) socket.invoke(channel);
  }

  private boolean isBusy(Object connection) throws ReflectiveOperationException {
    if (connections.isHttp2(connection)) {
      return hasStreams(connection);
    }
    Object upgrade = httpType.isInstance(connection) ? upgraded.invoke(connection) : null;
    if (upgrade != null && !upgrade.getClass().getName().startsWith(PROTOCOL + "http2.")) {
      return true;
    }
    if (exchange.get(connection) != null) {
      return true;
    }
    Object http2 = connections.http2(connection);
    if (http2 != null) {
      return hasStreams(http2);
    }
    Object listener = connections.readListener(connection);
    String name = listener == null ? "" : listener.getClass().getName();
    return upgrade == null && !WAIT_FOR_A_REQUEST.contains(name);
  }

  private boolean hasStreams(Object http2) throws ReflectiveOperationException {
    return !connections.streams(http2).isEmpty();
  }
}
