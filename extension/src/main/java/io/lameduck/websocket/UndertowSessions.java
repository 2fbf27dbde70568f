package io.lameduck.websocket;

import java.lang.reflect.Method;
import java.util.Collection;

/**
 * The one file that touches WildFly's WebSocket, which is Undertow's. Its public methods name the
 * endpoints, and each endpoint its sessions; by reflection, since no API has them. The container's
 * own {@code close} is not used: it is for good, and calls each application's close method one
 * after the other.
 *
 * <p>Closing a session queues the close frame and returns.
 */
final class UndertowSessions implements SessionSource {

  static final String CONTAINER = "io.undertow.websockets.jsr.ServerWebSocketContainer";

  private final Object container;
  private final Method endpoints;
  private final Method sessions;

  UndertowSessions(Object container, Class<?> type) throws ReflectiveOperationException {
    this.container = container;
    this.endpoints = type.getMethod("getConfiguredServerEndpoints");
    this.sessions =
        type.getClassLoader()
            .loadClass("io.undertow.websockets.jsr.SessionContainer")
            .getMethod("getOpenSessions");
  }

  @Override
  public Collection<Object> openSessions() throws ReflectiveOperationException {
    return SessionSource.ofAll(endpoints.invoke(container), sessions);
  }
}
