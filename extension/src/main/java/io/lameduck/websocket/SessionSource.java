package io.lameduck.websocket;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Where an implementation of WebSocket keeps its open sessions. */
interface SessionSource {

  /**
   * The sessions that are open now, of annotated and of programmatic endpoints; never those in
   * which the application itself is the client.
   */
  Collection<Object> openSessions() throws ReflectiveOperationException;

  /**
   * What all of these endpoints have open.
   *
   * @param sessions a method of an endpoint that gives a collection of them
   */
  static Collection<Object> ofAll(Object endpoints, Method sessions)
      throws ReflectiveOperationException {
    List<Object> open = new ArrayList<>();
    for (Object endpoint : (Collection<?>) endpoints) {
      open.addAll((Collection<?>) sessions.invoke(endpoint));
    }
    return open;
  }
}
