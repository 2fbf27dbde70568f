package io.lameduck.websocket;

import io.lameduck.server.Reflection;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The one file that touches Open Liberty's WebSocket. Its endpoint manager has the sessions of each
 * endpoint in a field, which is read by reflection: the public method that closes them all does so
 * one after the other under its lock, and a client that does not read holds the rest.
 *
 * <p>Closing a session stops its read, and writes the close frame on the calling thread, for up to
 * 5.5 s if the client does not read. The answer of the client is not waited for.
 */
final class LibertySessions implements SessionSource {

  static final String CONTAINER = "com.ibm.ws.wsoc.servercontainer.ServerContainerExt";

  private final Object manager;
  private final Field sessions;

  LibertySessions(Object container, Class<?> type) throws ReflectiveOperationException {
    Method getManager = type.getMethod("getEndpointManager");
    manager = getManager.invoke(container);
    sessions = Reflection.field(getManager.getReturnType(), "endpointSessionMap");
  }

  @Override
  public Collection<Object> openSessions() throws ReflectiveOperationException {
    List<Object> open = new ArrayList<>();
    // Its own methods change these lists under the same lock, and do not block there.
    synchronized (manager) {
      for (Object ofEndpoint : ((Map<?, ?>) sessions.get(manager)).values()) {
        open.addAll((Collection<?>) ofEndpoint);
      }
    }
    return open;
  }
}
