package io.lameduck.server;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Modules of WildFly to which no dependency of a deployment leads, through JBoss Modules. */
public final class WildFlyModules {

  /** The module with Undertow's own classes. */
  public static final String UNDERTOW = "io.undertow.core";

  static final String SERVER = "org.jboss.as.server";

  private static final String MSC = "org.jboss.msc.service.Service";

  private WildFlyModules() {}

  /** Whether the deployment's class loader is one of JBoss Modules. */
  public static boolean loaded(ClassLoader deployment) {
    return deployment.getClass().getName().equals("org.jboss.modules.ModuleClassLoader");
  }

  /**
   * The class loader of a module of the server's.
   *
   * @throws ReflectiveOperationException if there is no such module, or no way to it
   */
  public static ClassLoader loader(ClassLoader deployment, String module)
      throws ReflectiveOperationException {
    ClassLoader modules = deployment.getClass().getClassLoader();
    Class<?> moduleType = Class.forName("org.jboss.modules.Module", true, modules);
    Class<?> loaderType = Class.forName("org.jboss.modules.ModuleLoader", true, modules);
    Object boot = moduleType.getMethod("getBootModuleLoader").invoke(null);
    Object loaded = loaderType.getMethod("loadModule", String.class).invoke(boot, module);
    return (ClassLoader) moduleType.getMethod("getClassLoader").invoke(loaded);
  }

  /** MSC's container of all services. */
  static Object serviceContainer(ClassLoader server) throws ReflectiveOperationException {
    return Class.forName("org.jboss.as.server.CurrentServiceContainer", true, server)
        .getMethod("getServiceContainer")
        .invoke(null);
  }

  /** The service of the Undertow subsystem, by the loader of a deployment. */
  public static Object undertow(ClassLoader deployment) throws ReflectiveOperationException {
    return service(deployment, "org.wildfly.undertow");
  }

  /** What a service of the server's gives out, by the loader of a deployment. */
  public static Object service(ClassLoader deployment, String service)
      throws ReflectiveOperationException {
    ClassLoader server = loader(deployment, SERVER);
    Class<?> nameType = Class.forName(MSC + "Name", true, server);
    return value(server, nameType.getMethod("parse", String.class).invoke(null, service));
  }

  /**
   * What those services of the server's give out that are up, by the loader of a deployment.
   *
   * @param names decides by the canonical name
   */
  public static List<Object> services(ClassLoader deployment, Predicate<String> names)
      throws ReflectiveOperationException {
    ClassLoader server = loader(deployment, SERVER);
    Method canonicalName = Class.forName(MSC + "Name", true, server).getMethod("getCanonicalName");
    Object all =
        Class.forName(MSC + "Registry", true, server)
            .getMethod("getServiceNames")
            .invoke(serviceContainer(server));
    List<Object> found = new ArrayList<>();
    for (Object name : (List<?>) all) {
      if (names.test((String) canonicalName.invoke(name))) {
        try {
          found.add(value(server, name));
        } catch (InvocationTargetException e) {
          // It is not up, as one of an application that has failed.
        }
      }
    }
    return found;
  }

  private static Object value(ClassLoader server, Object name) throws ReflectiveOperationException {
    Object controller =
        Class.forName(MSC + "Registry", true, server)
            .getMethod("getRequiredService", name.getClass())
            .invoke(serviceContainer(server), name);
    return Class.forName(MSC + "Controller", true, server).getMethod("getValue").invoke(controller);
  }
}
