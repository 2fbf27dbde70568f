package io.lameduck.server;

import io.lameduck.log.Log;
import io.lameduck.log.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hook into a server's own stop, at a point before it refuses requests. Each server is one file; if
 * the point is missing, or not as it was, everything else works.
 */
public final class ServerStop {

  /** How one server is asked to tell us. */
  private interface Hook {
    /**
     * Registers the action to run before the server stops.
     *
     * @return closing it unregisters; null if it is another server
     */
    @Nullable AutoCloseable register(ClassLoader deployment, Runnable beforeStop)
        throws ReflectiveOperationException;
  }

  private final String server;
  private final AutoCloseable registration;
  private final Log log;

  private ServerStop(String server, AutoCloseable registration, Log log) {
    this.server = server;
    this.registration = registration;
    this.log = log;
  }

  /** Asks each server that we know; those that are not here do not answer. */
  public static List<ServerStop> hook(Runnable beforeStop, Log log) {
    List<ServerStop> hooked = new ArrayList<>();
    hook("WildFly", WildFlySuspension::register, beforeStop, log, hooked);
    String payara = PayaraShutdown.product(ServerStop.class.getClassLoader());
    hook(payara, PayaraShutdown::register, beforeStop, log, hooked);
    return hooked;
  }

  private static void hook(
      String server, Hook hook, Runnable beforeStop, Log log, List<ServerStop> hooked) {
    try {
      AutoCloseable registration = hook.register(ServerStop.class.getClassLoader(), beforeStop);
      if (registration != null) {
        hooked.add(new ServerStop(server, registration, log));
      }
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      log.failure(e, Message.SERVER_STOP_UNKNOWN, server);
    }
  }

  /** The name of the server. */
  public String server() {
    return server;
  }

  /** Takes the hook back; what fails is logged. */
  public void release() {
    try {
      registration.close();
    } catch (Exception | LinkageError e) {
      log.failure(e, Message.SERVER_STOP_UNKNOWN, server);
    }
  }
}
