package io.lameduck.cdi;

import io.lameduck.server.WeldMessageBeans;
import io.lameduck.server.WildFlyModules;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts what an extension adds into the module of its application, which hears of the start and the
 * end of that application alone. WildFly 35 to 39 leave it out: they look for the module by a key
 * of another type.
 */
final class WeldModule {

  private static final String SPI = "org.jboss.weld.bootstrap.spi.EEModuleDescriptor";
  private static final String API = "org.jboss.weld.bootstrap.api.Service";

  private WeldModule() {}

  /**
   * Does nothing if this is not WildFly, or one that has the module.
   *
   * @param event of the container, before bean discovery
   * @param own the class loader of the extension
   * @throws ReflectiveOperationException if it is, but not as it was when this was written
   */
  static void join(Object event, ClassLoader own) throws ReflectiveOperationException {
    if (!WildFlyModules.loaded(own)) {
      return;
    }
    ClassLoader weld = event.getClass().getClassLoader();
    Class<?> descriptor = weld.loadClass(SPI);
    Class<?> registry = weld.loadClass(API + "Registry");
    Method services =
        weld.loadClass("org.jboss.weld.manager.BeanManagerImpl").getMethod("getServices");
    Method get = registry.getMethod("get", Class.class);
    @Nullable Object module = null;
    List<Object> without = new ArrayList<>();
    for (Map.Entry<?, ?> each : WeldMessageBeans.archives(event).entrySet()) {
      Object archive = each.getKey();
      if (archive.getClass().getMethod("getClassLoader").invoke(archive) == own) {
        Object ofArchive = services.invoke(each.getValue());
        Object found = get.invoke(ofArchive, descriptor);
        if (found == null) {
          without.add(ofArchive);
        } else {
          module = found;
        }
      }
    }
    if (module != null) {
      Method add = registry.getMethod("add", Class.class, weld.loadClass(API));
      for (Object ofArchive : without) {
        add.invoke(ofArchive, descriptor, module);
      }
    }
  }
}
