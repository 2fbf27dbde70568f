package io.lameduck.server;

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
public final class GrizzlyConnections {

  private static final String SERVICE = "com.sun.enterprise.v3.services.impl.GrizzlyService";

  private final Object service;
  private final Field proxies;
  private final Method listener;
  private final Method transport;
  private final Class<?> transportType;
  private final Class<?> connectionType;
  private final Field runners;
  private final Method selector;
  private final Method queue;
  private final Method size;

  private GrizzlyConnections(ClassLoader loader) throws ReflectiveOperationException {
    Class<?> serviceType = loader.loadClass(SERVICE);
    service = PayaraServices.get(loader, serviceType);
    proxies = Reflection.field(serviceType, "proxies");
    listener =
        loader
            .loadClass("com.sun.enterprise.v3.services.impl.GrizzlyProxy")
            .getMethod("getUnderlyingListener");
    transport =
        loader
            .loadClass("org.glassfish.grizzly.config.GenericGrizzlyListener")
            .getMethod("getTransport");
    transportType = loader.loadClass("org.glassfish.grizzly.nio.NIOTransport");
    runners = Reflection.field(transportType, "selectorRunners");
    selector =
        loader.loadClass("org.glassfish.grizzly.nio.SelectorRunner").getMethod("getSelector");
    connectionType = loader.loadClass("org.glassfish.grizzly.nio.NIOConnection");
    queue = connectionType.getMethod("getAsyncWriteQueue");
    size = loader.loadClass("org.glassfish.grizzly.asyncqueue.TaskQueue").getMethod("size");
  }

  /**
   * By the loader of a deployment; empty if the server is not Payara.
   *
   * @throws ReflectiveOperationException if it is, but not as it was when this was written
   */
  public static Optional<GrizzlyConnections> find(ClassLoader loader)
      throws ReflectiveOperationException {
    try {
      loader.loadClass(SERVICE);
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
    return Optional.of(new GrizzlyConnections(loader));
  }

  /** Those of this moment, of all listeners; of Grizzly's type NIOConnection. */
  public List<Object> open() throws ReflectiveOperationException {
    List<Object> connections = new ArrayList<>();
    for (Object proxy : proxies()) {
      for (Object listening : transports(proxy)) {
        keys(listening).forEach(key -> connections.add(key.attachment()));
      }
    }
    return connections;
  }

  /** One for each listener of the configuration; of the type GrizzlyProxy, among others. */
  public Collection<?> proxies() throws ReflectiveOperationException {
    return (Collection<?>) proxies.get(service);
  }

  /** The transport of a listener, of the type NIOTransport; none if it is not of Grizzly's. */
  public List<Object> transports(Object proxy) throws ReflectiveOperationException {
    if (listener.getDeclaringClass().isInstance(proxy)) {
      Object found = listener.invoke(proxy);
      if (transport.getDeclaringClass().isInstance(found)) {
        Object open = transport.invoke(found);
        return transportType.isInstance(open) ? List.of(open) : List.of();
      }
    }
    return List.of();
  }

  /** Makes the selectors of a transport look at their keys. */
  public void wakeUp(Object open) throws ReflectiveOperationException {
    selectors(open).forEach(Selector::wakeup);
  }

  /** The connections of a transport: each channel with its attachment, a NIOConnection. */
  public List<SelectionKey> keys(Object open) throws ReflectiveOperationException {
    List<SelectionKey> keys = new ArrayList<>();
    for (Selector each : selectors(open)) {
      try {
        // Safe beside the selector's own thread: see java.nio.channels.Selector.
        for (SelectionKey key : each.keys()) {
          if (key.channel() instanceof SocketChannel
              && connectionType.isInstance(key.attachment())) {
            keys.add(key);
          }
        }
      } catch (ClosedSelectorException e) {
        // It has none any more.
      }
    }
    return keys;
  }

  /** What waits to be written to a connection; a TaskQueue of Grizzly's. */
  public Object queue(Object connection) throws ReflectiveOperationException {
    return queue.invoke(connection);
  }

  /** How many bytes wait in a TaskQueue. */
  public long bytes(Object taskQueue) throws ReflectiveOperationException {
    return ((Number) size.invoke(taskQueue)).longValue();
  }

  private List<Selector> selectors(Object open) throws ReflectiveOperationException {
    List<Selector> selectors = new ArrayList<>();
    if (runners.get(open) instanceof Object[] array) {
      for (Object runner : array) {
        if (runner != null && selector.invoke(runner) instanceof Selector found) {
          selectors.add(found);
        }
      }
    }
    return selectors;
  }
}
