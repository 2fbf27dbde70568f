package io.lameduck.jvm;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Collection;
import java.util.Optional;

/**
 * What Payara has taken from applications and not yet written to its clients. A servlet may return
 * while megabytes of its response wait in Grizzly's write queue of the connection, up to four times
 * the send buffer of the socket, and the server's stop throws them away.
 *
 * <p>The one file that looks into Payara's HTTP listeners, by reflection. Asked at the end of a
 * drain only: it costs a request nothing.
 */
final class GrizzlyBacklog implements Unsent {

  static final String NAME = "Payara";

  private static final String SERVICE = "com.sun.enterprise.v3.services.impl.GrizzlyService";

  private final Object service;
  private final Field proxies;
  private final Method listener;
  private final Method transport;
  private final Class<?> transportType;
  private final Field runners;
  private final Method selector;
  private final Method queue;
  private final Method size;
  private final Optional<GrizzlyStreams> streams;

  private GrizzlyBacklog(ClassLoader loader) throws ReflectiveOperationException {
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
    queue =
        loader.loadClass("org.glassfish.grizzly.nio.NIOConnection").getMethod("getAsyncWriteQueue");
    size = loader.loadClass("org.glassfish.grizzly.asyncqueue.TaskQueue").getMethod("size");
    streams = GrizzlyStreams.find(loader);
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
  static Optional<GrizzlyBacklog> find(ClassLoader loader) throws ReflectiveOperationException {
    try {
      loader.loadClass(SERVICE);
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
    return Optional.of(new GrizzlyBacklog(loader));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public long bytes() throws ReflectiveOperationException {
    long bytes = 0;
    for (Object proxy : (Collection<?>) proxies.get(service)) {
      if (listener.getDeclaringClass().isInstance(proxy)) {
        Object found = listener.invoke(proxy);
        if (transport.getDeclaringClass().isInstance(found)) {
          bytes += inTransport(transport.invoke(found));
        }
      }
    }
    return bytes;
  }

  private long inTransport(Object found) throws ReflectiveOperationException {
    long bytes = 0;
    if (transportType.isInstance(found) && runners.get(found) instanceof Object[] array) {
      for (Object runner : array) {
        if (runner != null && selector.invoke(runner) instanceof Selector open) {
          bytes += inConnections(open);
        }
      }
    }
    return bytes;
  }

  private long inConnections(Selector open) throws ReflectiveOperationException {
    long bytes = 0;
    try {
      // Safe beside the selector's own thread: see java.nio.channels.Selector.
      for (SelectionKey key : open.keys()) {
        Object connection = key.attachment();
        if (key.channel() instanceof SocketChannel
            && queue.getDeclaringClass().isInstance(connection)) {
          bytes += ((Number) size.invoke(queue.invoke(connection))).longValue();
          if (streams.isPresent()) {
            bytes += streams.get().bytes(connection);
          }
        }
      }
    } catch (ClosedSelectorException e) {
      return 0;
    }
    return bytes;
  }
}
