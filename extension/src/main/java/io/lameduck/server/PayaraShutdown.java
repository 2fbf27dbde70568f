package io.lameduck.server;

import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one file that touches Payara's server events: the only place where a stop that is not a
 * signal ({@code asadmin stop-domain}, so the official image) can be held while the listener still
 * serves.
 *
 * <p>By reflection: these classes are Payara's own, and no API of any specification.
 */
final class PayaraShutdown {

  private static final String EVENTS = "org.glassfish.api.event.";

  private PayaraShutdown() {}

  /** The name of the product: Payara, or GlassFish, which has the same events. */
  static String product(ClassLoader deployment) {
    try {
      Class<?> version = Class.forName("com.sun.appserv.server.util.Version", true, deployment);
      Object name = version.getMethod("getProductName").invoke(null);
      return String.valueOf(name).contains("GlassFish") ? "GlassFish" : "Payara";
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return "Payara";
    }
  }

  /**
   * Registers the action to run before Payara stops or restarts, on the thread that stops it, for
   * as long as it takes. What it throws is logged by the server, which stops all the same.
   *
   * @return closing it unregisters; null if the server is not Payara
   * @throws ReflectiveOperationException if it is Payara, but without these events
   */
  static @Nullable AutoCloseable register(ClassLoader deployment, Runnable beforeStop)
      throws ReflectiveOperationException {
    try {
      Class<?> unused = Class.forName(PayaraServices.REGISTRY, true, deployment);
    } catch (ClassNotFoundException e) {
      return null;
    }
    Class<?> eventsType = Class.forName(EVENTS + "Events", true, deployment);
    Class<?> listenerType = Class.forName(EVENTS + "EventListener", true, deployment);
    Class<?> eventType = Class.forName(EVENTS + "EventListener$Event", true, deployment);
    Method name = eventType.getMethod("name");
    Method register = eventsType.getMethod("register", listenerType);
    Method unregister = eventsType.getMethod("unregister", listenerType);
    Object events = PayaraServices.get(deployment, eventsType);

    Object listener =
        Reflection.proxy(
            listenerType,
            (proxy, method, arguments) -> {
              // Sent synchronously, before anything is stopped.
              if (method.getName().equals("event")
                  && "prepare_shutdown".equals(name.invoke(arguments[0]))) {
                beforeStop.run();
              }
              return null;
            });
    if (!putFirst(events, listener)) {
      register.invoke(events, listener);
    }
    return () -> unregister.invoke(events, listener);
  }

  /**
   * Listeners are called in the order they came, the server's own before any deployment's. The
   * transaction service is among them: once it has been told, a transaction with a timeout cannot
   * begin, so waiting at the end of the line would fail the requests it is meant to serve.
   *
   * @return false if the list is not where it is in Payara 6 and 7, as in GlassFish 8: the end of
   *     the line must do, then, and does there
   */
  @SuppressWarnings("unchecked")
  private static boolean putFirst(Object events, Object listener) {
    try {
      ((List<Object>) Reflection.field(events.getClass(), "listeners").get(events))
          .add(0, listener);
      return true;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return false;
    }
  }
}
