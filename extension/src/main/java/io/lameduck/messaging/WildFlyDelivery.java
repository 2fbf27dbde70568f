package io.lameduck.messaging;

import io.lameduck.server.WildFlyModules;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** WildFly's components of message-driven beans: the one file that stops their delivery. */
final class WildFlyDelivery {

  private static final String COMPONENT =
      "org.jboss.as.ejb3.component.messagedriven.MessageDrivenComponent";

  private WildFlyDelivery() {}

  /**
   * Stops the delivery to beans of these classes. Blocks while messages run, and interrupts them
   * after a time of the resource adapter's. WildFly's own stop does the same, and finds it done.
   * Does nothing if this is not WildFly.
   *
   * @throws ReflectiveOperationException if it is not as it was when this was written
   */
  static void stop(ClassLoader deployment, Set<Class<?>> beans)
      throws ReflectiveOperationException {
    if (!WildFlyModules.loaded(deployment)) {
      return;
    }
    List<Object> found = new ArrayList<>();
    for (Object component :
        WildFlyModules.services(
            deployment, name -> name.contains(".component.") && name.endsWith(".START"))) {
      if (component.getClass().getName().equals(COMPONENT)
          && beans.contains(
              (Class<?>) component.getClass().getMethod("getComponentClass").invoke(component))) {
        found.add(component);
      }
    }
    for (Object component : found) {
      component.getClass().getMethod("stopDelivery").invoke(component);
    }
  }
}
