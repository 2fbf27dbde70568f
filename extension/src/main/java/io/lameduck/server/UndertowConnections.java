package io.lameduck.server;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** WildFly's HTTP listeners and their open connections, found by reflection. */
public final class UndertowConnections {

  private static final String EXTENSION = "org.wildfly.extension.undertow";
  private static final String PROTOCOL = "io.undertow.server.protocol.";
  private static final String HTTP = PROTOCOL + "http.";
  private static final String FRAMED = PROTOCOL + "framed.AbstractFramedChannel";

  private final Object undertow;
  private final Method servers;
  private final Method listeners;
  private final Class<?> listenerType;
  private final Method openListener;
  private final List<Field> connections;
  private final Field protocols;
  private final Field protocol;
  private final Method channel;
  private final Method source;
  private final Method reader;
  private final Field framed;
  private final Field framedOn;
  private final Class<?> http2Type;
  private final Field streams;

  private UndertowConnections(ClassLoader deployment) throws ReflectiveOperationException {
    ClassLoader extension = WildFlyModules.loader(deployment, EXTENSION);
    ClassLoader core = WildFlyModules.loader(deployment, WildFlyModules.UNDERTOW);
    undertow = WildFlyModules.undertow(deployment);
    servers = extension.loadClass(EXTENSION + ".UndertowService").getMethod("getServers");
    listeners = extension.loadClass(EXTENSION + ".Server").getMethod("getListeners");
    listenerType = extension.loadClass(EXTENSION + ".ListenerService");
    openListener = listenerType.getMethod("getOpenListener");
    connections =
        List.of(
            Reflection.field(core, HTTP + "HttpOpenListener", "connections"),
            Reflection.field(core, PROTOCOL + "ajp.AjpOpenListener", "connections"),
            Reflection.field(core, PROTOCOL + "http2.Http2OpenListener", "connections"));
    protocols = Reflection.field(core, HTTP + "AlpnOpenListener", "listeners");
    protocol = Reflection.field(core, HTTP + "AlpnOpenListener$ListenerEntry", "listener");
    channel = core.loadClass("io.undertow.server.AbstractServerConnection").getMethod("getChannel");
    source = channelType().getMethod("getSourceChannel");
    reader = source.getReturnType().getMethod("getReadListener");
    framed = Reflection.field(core, FRAMED + "$FrameReadListener", "this$0");
    framedOn = Reflection.field(core, FRAMED, "channel");
    http2Type = core.loadClass("io.undertow.protocols.http2.Http2Channel");
    streams = Reflection.field(http2Type, "currentStreams");
  }

  /**
   * By the loader of a deployment; empty if the server is not WildFly.
   *
   * @throws ReflectiveOperationException if it is, but not as it was when this was written
   */
  public static Optional<UndertowConnections> find(ClassLoader deployment)
      throws ReflectiveOperationException {
    return WildFlyModules.loaded(deployment)
        ? Optional.of(new UndertowConnections(deployment))
        : Optional.empty();
  }

  /** WildFly's ListenerService. */
  public Class<?> listenerType() {
    return listenerType;
  }

  /** XNIO's StreamConnection. */
  public Class<?> channelType() {
    return channel.getReturnType();
  }

  /** Undertow's Http2Channel. */
  public Class<?> http2Type() {
    return http2Type;
  }

  /** The listeners for HTTP, HTTPS and AJP, of all servers in the configuration. */
  public List<Object> listeners() throws ReflectiveOperationException {
    List<Object> all = new ArrayList<>();
    for (Object server : List.copyOf((Collection<?>) servers.invoke(undertow))) {
      for (Object listener : List.copyOf((Collection<?>) listeners.invoke(server))) {
        if (listenerType.isInstance(listener)) {
          all.add(listener);
        }
      }
    }
    return all;
  }

  /**
   * Undertow's object that accepts and keeps the connections of a listener. The one that reads the
   * PROXY protocol hands them on to this one.
   */
  public Object openListener(Object listener) throws ReflectiveOperationException {
    return openListener.invoke(listener);
  }

  /** The connections of this moment: for Undertow each is a ServerConnection or a Http2Channel. */
  public Set<Object> of(Object openListener) throws ReflectiveOperationException {
    Set<Object> all = new HashSet<>();
    for (Field field : connections) {
      if (field.getDeclaringClass().isInstance(openListener)) {
        all.addAll((Collection<?>) field.get(openListener));
      }
    }
    if (protocols.getDeclaringClass().isInstance(openListener)) {
      for (Object entry : ((Map<?, ?>) protocols.get(openListener)).values()) {
        all.addAll(of(protocol.get(entry)));
      }
    }
    return all;
  }

  /** Whether the connection is one of HTTP/2 from its beginning, by TLS. */
  public boolean isHttp2(Object connection) {
    return http2Type.isInstance(connection);
  }

  /**
   * The HTTP/2 of a connection; null if it speaks another protocol. With prior knowledge, or after
   * an upgrade, the connection is one of HTTP/1.1 for Undertow.
   */
  public @Nullable Object http2(Object connection) throws ReflectiveOperationException {
    if (isHttp2(connection)) {
      return connection;
    }
    Object listener = readListener(connection);
    if (!framed.getDeclaringClass().isInstance(listener)) {
      return null;
    }
    Object found = framed.get(listener);
    return isHttp2(found) ? found : null;
  }

  /** The streams of a HTTP/2 connection, by their numbers. */
  public Map<?, ?> streams(Object http2) throws ReflectiveOperationException {
    return (Map<?, ?>) streams.get(http2);
  }

  /** The StreamConnection below a connection. */
  public Object channel(Object connection) throws ReflectiveOperationException {
    return isHttp2(connection) ? framedOn.get(connection) : channel.invoke(connection);
  }

  /** Reads what arrives next on a connection; null if nothing does. */
  public @Nullable Object readListener(Object connection) throws ReflectiveOperationException {
    return reader.invoke(source.invoke(channel(connection)));
  }
}
