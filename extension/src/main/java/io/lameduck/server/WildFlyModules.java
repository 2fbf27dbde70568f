package io.lameduck.server;

/** Modules of WildFly to which no dependency of a deployment leads, through JBoss Modules. */
final class WildFlyModules {

  static final String SERVER = "org.jboss.as.server";

  private WildFlyModules() {}

  /** Whether the deployment's class loader is one of JBoss Modules. */
  static boolean loaded(ClassLoader deployment) {
    return deployment.getClass().getName().equals("org.jboss.modules.ModuleClassLoader");
  }

  /**
   * The class loader of a module of the server's.
   *
   * @throws ReflectiveOperationException if there is no such module, or no way to it
   */
  static ClassLoader loader(ClassLoader deployment, String module)
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
}
