package io.lameduck.server;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.SocketAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The connections that WildFly reads from although they are not idle: a WebSocket session, a
 * connection of Remoting, a request whose body the application takes in as it comes. They may be
 * those of an application without the jar, and the server's own stop knows how to end them.
 *
 * <p>Not those of HTTP/2: they would bring new requests as long as they are open.
 */
final class UndertowConnections {

  private static final String PROTOCOL = "io.undertow.server.protocol.";
  private static final String HTTP = PROTOCOL + "http.";

  /** The read listeners of a connection that waits for a request of HTTP/1.1 or AJP. */
  private static final Set<String> WAIT_FOR_A_REQUEST =
      Set.of(HTTP + "HttpReadListener", PROTOCOL + "ajp.AjpReadListener");

  /** And of one that speaks HTTP/2 without having been asked to. */
  private static final String FRAMED = PROTOCOL + "framed.";

  private final Field ofHttp;
  private final Field ofAjp;
  private final Field protocols;
  private final Field protocol;
  private final Class<?> httpType;
  private final Method upgraded;
  private final Method channel;
  private final Method source;
  private final Method reader;
  private final Method peer;

  UndertowConnections(ClassLoader undertow) throws ReflectiveOperationException {
    ofHttp = field(undertow, HTTP + "HttpOpenListener", "connections");
    ofAjp = field(undertow, PROTOCOL + "ajp.AjpOpenListener", "connections");
    protocols = field(undertow, HTTP + "AlpnOpenListener", "listeners");
    protocol = field(undertow, HTTP + "AlpnOpenListener$ListenerEntry", "listener");
    httpType = undertow.loadClass(HTTP + "HttpServerConnection");
    upgraded = Reflection.method(httpType, "getUpgradeListener");
    Class<?> type = undertow.loadClass("io.undertow.server.AbstractServerConnection");
    channel = type.getMethod("getChannel");
    peer = type.getMethod("getPeerAddress");
    source = channel.getReturnType().getMethod("getSourceChannel");
    reader = source.getReturnType().getMethod("getReadListener");
  }

  private static Field field(ClassLoader loader, String type, String name)
      throws ReflectiveOperationException {
    return Reflection.field(loader.loadClass(type), name);
  }

  /** The addresses of the clients of those that are not idle. */
  Set<SocketAddress> busy(Object openListener) throws ReflectiveOperationException {
    Set<SocketAddress> clients = new HashSet<>();
    for (Object connection : connections(openListener)) {
      if (isBusy(connection)) {
        clients.add((SocketAddress) peer.invoke(connection));
      }
    }
    return clients;
  }

  private Collection<?> connections(Object openListener) throws ReflectiveOperationException {
    for (Field field : List.of(ofHttp, ofAjp)) {
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
    Object upgrade = httpType.isInstance(connection) ? upgraded.invoke(connection) : null;
    if (upgrade != null) {
      return !upgrade.getClass().getName().startsWith(PROTOCOL + "http2.");
    }
    Object listener = reader.invoke(source.invoke(channel.invoke(connection)));
    String name = listener == null ? "" : listener.getClass().getName();
    return !WAIT_FOR_A_REQUEST.contains(name) && !name.startsWith(FRAMED);
  }
}
