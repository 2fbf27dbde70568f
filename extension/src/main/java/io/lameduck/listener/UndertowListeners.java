package io.lameduck.listener;

import io.lameduck.server.Reflection;
import io.lameduck.server.UndertowConnections;
import io.lameduck.server.WildFlyModules;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * WildFly's listeners for HTTP, HTTPS and AJP. Its management interface is none of them: the CLI is
 * told there that the server stops, and health, which is there, says DOWN while it does.
 */
final class UndertowListeners implements HttpListeners {

  static final String NAME = "WildFly";

  /** Of each worker of the listeners, the ports that they had. */
  private final Map<Object, Set<Integer>> ports = new ConcurrentHashMap<>();

  /** Undertow's objects that accept and keep the connections of a listener. */
  private final Set<Object> openListeners = ConcurrentHashMap.newKeySet();

  private final UndertowConnections connections;
  private final UndertowBusyConnections busyConnections;
  private final Method enabled;
  private final Method enable;
  private final Method binding;
  private final Method worker;
  private final Method threads;
  private final Method selector;

  private UndertowListeners(ClassLoader deployment, UndertowConnections connections)
      throws ReflectiveOperationException {
    this.connections = connections;
    Class<?> listenerType = connections.listenerType();
    enabled = listenerType.getMethod("isEnabled");
    enable = listenerType.getMethod("setEnabled", boolean.class);
    binding = listenerType.getMethod("getSocketBinding");
    worker = listenerType.getMethod("getWorker");
    ClassLoader core = WildFlyModules.loader(deployment, WildFlyModules.UNDERTOW);
    ClassLoader xnio = WildFlyModules.loader(deployment, "org.jboss.xnio.nio");
    busyConnections = new UndertowBusyConnections(connections, core, xnio);
    threads = Reflection.method(xnio.loadClass("org.xnio.nio.NioXnioWorker"), "getAll");
    selector = Reflection.method(xnio.loadClass("org.xnio.nio.WorkerThread"), "getSelector");
  }

  /**
   * By the loader of a deployment; empty if the server is not WildFly.
   *
   * @throws ReflectiveOperationException if it is, but not as it was when this was written
   */
  static Optional<UndertowListeners> find(ClassLoader deployment)
      throws ReflectiveOperationException {
    Optional<UndertowConnections> connections = UndertowConnections.find(deployment);
    return connections.isPresent()
        ? Optional.of(new UndertowListeners(deployment, connections.get()))
        : Optional.empty();
  }

  @Override
  public String name() {
    return NAME;
  }

  /** As if each were switched off in the configuration of the running server. */
  @Override
  public int close() throws ReflectiveOperationException {
    int closed = 0;
    for (Object listener : connections.listeners()) {
      if ((boolean) enabled.invoke(listener)) {
        remember(listener);
        enable.invoke(listener, false);
        closed++;
      }
    }
    return closed;
  }

  private void remember(Object listener) throws ReflectiveOperationException {
    Object socket = binding.invoke(listener);
    InetSocketAddress address =
        (InetSocketAddress) socket.getClass().getMethod("getSocketAddress").invoke(socket);
    Object xnioWorker = ((Supplier<?>) worker.invoke(listener)).get();
    ports
        .computeIfAbsent(xnioWorker, unused -> ConcurrentHashMap.newKeySet())
        .add(address.getPort());
    openListeners.add(connections.openListener(listener));
  }

  @Override
  public int endIdle() throws ReflectiveOperationException {
    int left = 0;
    Set<SocketChannel> busy = new HashSet<>();
    for (Object openListener : openListeners) {
      busy.addAll(busyConnections.sockets(openListener));
    }
    for (Map.Entry<Object, Set<Integer>> each : ports.entrySet()) {
      if (threads.getDeclaringClass().isInstance(each.getKey())) {
        for (Object thread : (Object[]) threads.invoke(each.getKey())) {
          left += end((Selector) selector.invoke(thread), each.getValue(), busy);
        }
      }
    }
    return left;
  }

  private static int end(Selector open, Set<Integer> ports, Set<SocketChannel> busy) {
    List<SelectionKey> idle = new ArrayList<>();
    int left = 0;
    for (SelectionKey key : keys(open, ports)) {
      if (key.channel() instanceof SocketChannel socket && busy.contains(socket)) {
        left++;
      } else {
        idle.add(key);
      }
    }
    return left + IdleConnections.end(idle);
  }

  private static List<SelectionKey> keys(Selector open, Set<Integer> ports) {
    List<SelectionKey> keys = new ArrayList<>();
    try {
      for (SelectionKey key : open.keys()) {
        if (key.channel() instanceof SocketChannel channel) {
          Socket socket = channel.socket();
          if (ports.contains(socket.getLocalPort())) {
            keys.add(key);
          }
        }
      }
    } catch (ClosedSelectorException e) {
      // It has none any more.
    }
    return keys;
  }
}
