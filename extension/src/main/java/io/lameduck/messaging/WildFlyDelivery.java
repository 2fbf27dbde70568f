package io.lameduck.messaging;

import io.lameduck.concurrent.Threads;
import io.lameduck.server.WildFlyModules;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.function.Consumer;

/** WildFly's components of message-driven beans: the one file that stops their delivery. */
final class WildFlyDelivery {

  private static final String COMPONENT =
      "org.jboss.as.ejb3.component.messagedriven.MessageDrivenComponent";

  private WildFlyDelivery() {}

  /**
   * Stops the delivery to beans of these classes, each on a thread of its own, and does not wait
   * for it: it blocks while messages run, and interrupts them after a time of the resource
   * adapter's. WildFly's own stop does the same, and finds it done. Does nothing if this is not
   * WildFly.
   *
   * @param failed told of each that fails
   * @throws ReflectiveOperationException if it is not as it was when this was written
   */
  static void stop(ClassLoader deployment, Set<Class<?>> beans, Consumer<Throwable> failed)
      throws ReflectiveOperationException {
    if (!WildFlyModules.loaded(deployment)) {
      return;
    }
    for (Object component :
        WildFlyModules.services(
            deployment, name -> name.contains(".component.") && name.endsWith(".START"))) {
      if (component.getClass().getName().equals(COMPONENT)
          && beans.contains(
              (Class<?>) component.getClass().getMethod("getComponentClass").invoke(component))) {
        Method stop = component.getClass().getMethod("stopDelivery");
        Thread unused = Threads.start("lameduck-messages", () -> stop(component, stop, failed));
      }
    }
  }

  private static void stop(Object component, Method stop, Consumer<Throwable> failed) {
    try {
      stop.invoke(component);
    } catch (ReflectiveOperationException | RuntimeException e) {
      failed.accept(e);
    }
  }
}
