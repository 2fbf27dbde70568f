package io.lameduck.jvm;

import io.lameduck.core.Messages;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server's own way to stop, where it lets us in before it closes its door. What one server offers
 * is one file; where it is not there, or not as it was, everything else works.
 */
final class ServerStop {

  /** How one server is asked to tell us. */
  private interface Hook {
    /**
     * Has the action called before the server stops.
     *
     * @return closing it takes it back; null where it is another server
     */
    @Nullable AutoCloseable register(ClassLoader deployment, Runnable beforeStop)
        throws ReflectiveOperationException;
  }

  private final String server;
  private final AutoCloseable registration;
  private final Messages messages;

  private ServerStop(String server, AutoCloseable registration, Messages messages) {
    this.server = server;
    this.registration = registration;
    this.messages = messages;
  }

  /** Asks each server that we know; those that are not here do not answer. */
  static List<ServerStop> hold(Runnable beforeStop, Messages messages) {
    List<ServerStop> held = new ArrayList<>();
    hold("WildFly", WildFlySuspension::register, beforeStop, messages, held);
    String payara = PayaraShutdown.product(ServerStop.class.getClassLoader());
    hold(payara, PayaraShutdown::register, beforeStop, messages, held);
    return held;
  }

  private static void hold(
      String server, Hook hook, Runnable beforeStop, Messages messages, List<ServerStop> held) {
    try {
      AutoCloseable registration = hook.register(ServerStop.class.getClassLoader(), beforeStop);
      if (registration != null) {
        held.add(new ServerStop(server, registration, messages));
      }
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      messages.serverStopUnknown(server, e);
    }
  }

  /** The name of the server. */
  String server() {
    return server;
  }

  /** Takes the hook back; what fails is logged. */
  void release() {
    try {
      registration.close();
    } catch (Exception | LinkageError e) {
      messages.serverStopUnknown(server, e);
    }
  }
}
