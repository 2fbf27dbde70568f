package io.lameduck.jvm;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The open connections of Payara's HTTP listeners: the one file that finds them, by reflection. */
final class GrizzlyConnections {

  private static final String SERVICE = "com.sun.enterprise.v3.services.impl.GrizzlyService";

  private final Object service;
  private final Field proxies;
  private final Method listener;
  private final Method transport;
  private final Class<?> transportType;
  private final Class<?> connectionType;
  private final Field runners;
  private final Method selector;

  private GrizzlyConnections(ClassLoader loader) throws ReflectiveOperationException {
    Class<?> serviceType = loader.loadClass(SERVICE);
    Object locator =
        loader
            .loadClass("org.glassfish.internal.api.Globals")
            .getMethod("getDefaultHabitat")
            .invoke(null);
    service =
        loader
            .loadClass("org.glassfish.hk2.api.ServiceLocator")
            .getMethod("getService", Class.class, Annotation[].class)
            .invoke(locator, serviceType, new Annotation[0]);
    proxies = accessible(serviceType, "proxies");
    listener =
        loader
            .loadClass("com.sun.enterprise.v3.services.impl.GrizzlyProxy")
            .getMethod("getUnderlyingListener");
    transport =
        loader
            .loadClass("org.glassfish.grizzly.config.GenericGrizzlyListener")
            .getMethod("getTransport");
    transportType = loader.loadClass("org.glassfish.grizzly.nio.NIOTransport");
    runners = accessible(transportType, "selectorRunners");
    selector =
        loader.loadClass("org.glassfish.grizzly.nio.SelectorRunner").getMethod("getSelector");
    connectionType = loader.loadClass("org.glassfish.grizzly.nio.NIOConnection");
  }

  static Field accessible(Class<?> type, String name) throws ReflectiveOperationException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  /**
   * By the loader of a deployment; empty where the server is not Payara.
   *
   * @throws ReflectiveOperationException if it is, but not as it was when this was written
   */
  static Optional<GrizzlyConnections> find(ClassLoader loader) throws ReflectiveOperationException {
    try {
      loader.loadClass(SERVICE);
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
    return Optional.of(new GrizzlyConnections(loader));
  }

  /** Those of this moment, of all listeners; of Grizzly's type NIOConnection. */
  List<Object> open() throws ReflectiveOperationException {
    List<Object> connections = new ArrayList<>();
    for (Object proxy : (Collection<?>) proxies.get(service)) {
      if (listener.getDeclaringClass().isInstance(proxy)) {
        Object found = listener.invoke(proxy);
        if (transport.getDeclaringClass().isInstance(found)) {
          addThose(transport.invoke(found), connections);
        }
      }
    }
    return connections;
  }

  private void addThose(Object found, List<Object> connections)
      throws ReflectiveOperationException {
    if (transportType.isInstance(found) && runners.get(found) instanceof Object[] array) {
      for (Object runner : array) {
        if (runner != null && selector.invoke(runner) instanceof Selector open) {
          addThose(open, connections);
        }
      }
    }
  }

  private void addThose(Selector open, List<Object> connections) {
    try {
      // Safe beside the selector's own thread: see java.nio.channels.Selector.
      for (SelectionKey key : open.keys()) {
        Object connection = key.attachment();
        if (key.channel() instanceof SocketChannel && connectionType.isInstance(connection)) {
          connections.add(connection);
        }
      }
    } catch (ClosedSelectorException e) {
      // It has none any more.
    }
  }
}
