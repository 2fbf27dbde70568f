package io.lameduck.jvm;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * What Payara has taken from applications and not yet written to its clients. A servlet may return
 * while megabytes of its response wait in Grizzly's write queue of the connection, up to four times
 * the send buffer of the socket, and the server's stop throws them away.
 *
 * <p>The one file that looks into Payara's HTTP listeners, by reflection. Asked at the end of a
 * drain only: it costs a request nothing.
 */
final class GrizzlyBacklog {

  private static final String SERVICE = "com.sun.enterprise.v3.services.impl.GrizzlyService";

  /** How often to look again: Grizzly tells nobody that a queue has run empty. */
  private static final Duration PERIOD = Duration.ofMillis(20);

  private final Object service;
  private final Field proxies;
  private final Method listener;
  private final Method transport;
  private final Class<?> transportType;
  private final Field runners;
  private final Method selector;
  private final Method queue;
  private final Method size;

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
  }

  private static Field accessible(Class<?> type, String name) throws ReflectiveOperationException {
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

  /**
   * Blocks until every connection's queue is empty, or the bound has passed.
   *
   * @return how many bytes are left
   */
  long awaitEmpty(Duration bound) throws ReflectiveOperationException {
    long start = System.nanoTime();
    long left = bytes();
    while (left > 0 && System.nanoTime() - start < bound.toNanos()) {
      LockSupport.parkNanos(this, PERIOD.toNanos());
      left = bytes();
    }
    return left;
  }

  /** In all connections of all listeners, at this moment. */
  long bytes() throws ReflectiveOperationException {
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
        }
      }
    } catch (ClosedSelectorException e) {
      return 0;
    }
    return bytes;
  }
}
