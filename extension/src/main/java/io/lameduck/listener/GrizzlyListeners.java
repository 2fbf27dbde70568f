package io.lameduck.listener;

import io.lameduck.server.GrizzlyConnections;
import io.lameduck.server.GrizzlySessions;
import io.lameduck.server.Reflection;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Payara's HTTP listeners, but for the one that {@code asadmin} talks to: it is told there that the
 * server stops.
 */
final class GrizzlyListeners implements HttpListeners {

  static final String NAME = "Payara";

  /** Of the virtual server for the administration; always this. */
  private static final String ADMINISTRATION = "__asadmin";

  /** The attribute of a connection that has the request which runs on it. */
  private static final String REQUEST = "HttpServerFilter.Request";

  private static final String CONFIGURATION = "org.glassfish.grizzly.config.dom.";

  private final GrizzlyConnections connections;
  private final Field configuration;
  private final Method protocol;
  private final Method http;
  private final Method virtualServer;
  private final Field sockets;
  private final Method unbind;
  private final Optional<GrizzlySessions> http2;
  private final Object requestOf;
  private final Method attribute;
  private volatile Set<SelectionKey> idleBefore = Set.of();

  private GrizzlyListeners(ClassLoader loader, GrizzlyConnections connections)
      throws ReflectiveOperationException {
    this.connections = connections;
    configuration =
        Reflection.field(
            loader.loadClass("com.sun.enterprise.v3.services.impl.GrizzlyProxy"),
            "networkListener");
    protocol = loader.loadClass(CONFIGURATION + "NetworkListener").getMethod("findHttpProtocol");
    http = loader.loadClass(CONFIGURATION + "Protocol").getMethod("getHttp");
    virtualServer = loader.loadClass(CONFIGURATION + "Http").getMethod("getDefaultVirtualServer");
    Class<?> tcp = loader.loadClass("org.glassfish.grizzly.nio.transport.TCPNIOTransport");
    sockets = Reflection.field(tcp, "serverConnections");
    unbind = tcp.getMethod("unbindAll");
    http2 = GrizzlySessions.find(loader, connections);
    Object attributes =
        loader
            .loadClass("org.glassfish.grizzly.Grizzly")
            .getField("DEFAULT_ATTRIBUTE_BUILDER")
            .get(null);
    requestOf =
        loader
            .loadClass("org.glassfish.grizzly.attributes.AttributeBuilder")
            .getMethod("createAttribute", String.class) // Or finds the one of that name.
            .invoke(attributes, REQUEST);
    attribute =
        loader
            .loadClass("org.glassfish.grizzly.attributes.Attribute")
            .getMethod(
                "get", loader.loadClass("org.glassfish.grizzly.attributes.AttributeStorage"));
  }

  /**
   * By the loader of a deployment; empty if the server is not Payara.
   *
   * @throws ReflectiveOperationException if it is, but not as it was when this was written
   */
  static Optional<GrizzlyListeners> find(ClassLoader loader) throws ReflectiveOperationException {
    Optional<GrizzlyConnections> connections = GrizzlyConnections.find(loader);
    return connections.isPresent()
        ? Optional.of(new GrizzlyListeners(loader, connections.get()))
        : Optional.empty();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int close() throws ReflectiveOperationException {
    int closed = 0;
    for (Object transport : transports()) {
      if (!((Collection<?>) sockets.get(transport)).isEmpty()) {
        unbind.invoke(transport);
        closed++;
      }
      // A channel is closed for good when its selector looks at it next.
      connections.wakeUp(transport);
    }
    return closed;
  }

  /**
   * One with a request of HTTP/1.1 is left alone: it may be that of a WebSocket session, or of an
   * upload that the application takes in as it comes. One without is ended if it had none the time
   * before: Grizzly forgets a request with the last byte of its body, before the response.
   */
  @Override
  public int endIdle() throws ReflectiveOperationException {
    int left = 0;
    Set<SelectionKey> before = idleBefore;
    Set<SelectionKey> idle = new HashSet<>();
    for (Object transport : transports()) {
      for (SelectionKey key : connections.keys(transport)) {
        Object connection = key.attachment();
        if (attribute.invoke(requestOf, connection) == null && finishStreams(connection)) {
          idle.add(key);
        } else {
          left++;
        }
      }
    }
    idleBefore = Set.copyOf(idle);
    List<SelectionKey> stillIdle = idle.stream().filter(before::contains).toList();
    return left + idle.size() - stillIdle.size() + IdleConnections.end(stillIdle);
  }

  /**
   * Tells a client of HTTP/2 to go elsewhere (RFC 9113, 6.8): what runs finishes, what it sends
   * after it is not looked at.
   *
   * @return whether none of its streams is left; true of HTTP/1.1
   */
  private boolean finishStreams(Object connection) throws ReflectiveOperationException {
    Object session = http2.isPresent() ? http2.get().of(connection) : null;
    if (session == null) {
      return true;
    }
    http2.get().sayLastStream(session);
    return http2.get().hasEnded(connection, session);
  }

  private List<Object> transports() throws ReflectiveOperationException {
    List<Object> transports = new ArrayList<>();
    for (Object proxy : connections.proxies()) {
      if (configuration.getDeclaringClass().isInstance(proxy)
          && leadsToApplications(configuration.get(proxy))) {
        connections.transports(proxy).stream()
            .filter(unbind.getDeclaringClass()::isInstance)
            .forEach(transports::add);
      }
    }
    return transports;
  }

  private boolean leadsToApplications(Object listener) throws ReflectiveOperationException {
    Object found = protocol.invoke(listener);
    Object settings = found == null ? null : http.invoke(found);
    return settings != null && !ADMINISTRATION.equals(virtualServer.invoke(settings));
  }
}
