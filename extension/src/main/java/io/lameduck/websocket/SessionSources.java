package io.lameduck.websocket;

/** Finds the {@link SessionSource} of a WebSocket container, by its class. */
final class SessionSources {

  private SessionSources() {}

  /**
   * The one for this {@code jakarta.websocket.server.ServerContainer}.
   *
   * @throws ReflectiveOperationException if it is of an implementation that we do not know, or not
   *     as it was when this was written
   */
  static SessionSource of(Object container) throws ReflectiveOperationException {
    for (Class<?> type = container.getClass(); type != null; type = type.getSuperclass()) {
      switch (type.getName()) {
        case UndertowSessions.CONTAINER -> {
          return new UndertowSessions(container, type);
        }
        case LibertySessions.CONTAINER -> {
          return new LibertySessions(container, type);
        }
        case TyrusSessions.CONTAINER -> {
          return new TyrusSessions(container, type);
        }
        default -> {} // Perhaps what it extends.
      }
    }
    throw new ClassNotFoundException(container.getClass().getName() + " is not known");
  }
}
