package io.lameduck.server;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The message-driven beans of an application: the one file that asks Weld for them. */
public final class WeldMessageBeans {

  private static final String EVENT = "org.jboss.weld.bootstrap.events.AbstractBeanDiscoveryEvent";

  private WeldMessageBeans() {}

  /**
   * Their classes, in all archives of the application.
   *
   * @param event of the container, before bean discovery
   * @throws ReflectiveOperationException if it is not Weld's, or not as it was when this was
   *     written
   */
  public static List<Class<?>> find(Object event) throws ReflectiveOperationException {
    ClassLoader weld = event.getClass().getClassLoader();
    Map<?, ?> archives = archives(event);
    Class<?> archiveType = weld.loadClass("org.jboss.weld.bootstrap.spi.BeanDeploymentArchive");
    Class<?> beanType = weld.loadClass("org.jboss.weld.ejb.spi.EjbDescriptor");
    List<Class<?>> found = new ArrayList<>();
    for (Object archive : archives.keySet()) {
      Object beans = archiveType.getMethod("getEjbs").invoke(archive);
      for (Object bean : beans instanceof Collection<?> all ? all : List.of()) {
        if (Boolean.TRUE.equals(beanType.getMethod("isMessageDriven").invoke(bean))) {
          found.add((Class<?>) beanType.getMethod("getBeanClass").invoke(bean));
        }
      }
    }
    return found;
  }

  /** The archives that Weld knows by then, each with its bean manager. */
  public static Map<?, ?> archives(Object event) throws ReflectiveOperationException {
    Object mapping =
        Reflection.field(event.getClass().getClassLoader(), EVENT, "bdaMapping").get(event);
    return (Map<?, ?>) mapping.getClass().getMethod("getBdaToBeanManagerMap").invoke(mapping);
  }
}
