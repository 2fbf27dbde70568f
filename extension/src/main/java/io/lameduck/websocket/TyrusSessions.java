package io.lameduck.websocket;

import io.lameduck.server.Reflection;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Collection;

/**
 * The one file that touches Payara's WebSocket, which is Tyrus. Its engine has the endpoints in a
 * field, and each endpoint names its sessions to its own package only: both by reflection, since
 * nothing public leads to a session that the application has not handed out. The servlet's way, to
 * keep the upgrade handler of each handshake and destroy it, would send 1000 (normal closure).
 *
 * <p>Closing a session queues the close frame, or writes it, and closes the connection after it.
 */
final class TyrusSessions implements SessionSource {

  static final String CONTAINER = "org.glassfish.tyrus.server.TyrusServerContainer";

  private static final String CORE = "org.glassfish.tyrus.core.";

  private final Object engine;
  private final Field endpoints;
  private final Method sessions;

  TyrusSessions(Object container, Class<?> type) throws ReflectiveOperationException {
    // Of the interface: the class of the container is not public.
    engine =
        type.getClassLoader()
            .loadClass("org.glassfish.tyrus.spi.ServerContainer")
            .getMethod("getWebSocketEngine")
            .invoke(container);
    ClassLoader core = engine.getClass().getClassLoader();
    endpoints = Reflection.field(core.loadClass(CORE + "TyrusWebSocketEngine"), "endpointWrappers");
    sessions = Reflection.method(core.loadClass(CORE + "TyrusEndpointWrapper"), "getOpenSessions");
  }

  @Override
  public Collection<Object> openSessions() throws ReflectiveOperationException {
    return SessionSource.ofAll(endpoints.get(engine), sessions);
  }
}
