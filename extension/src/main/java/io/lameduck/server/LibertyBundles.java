package io.lameduck.server;

import java.lang.reflect.Method;
import java.util.Optional;

/** The bundles of Open Liberty, each with a class loader that no deployment sees. */
public final class LibertyBundles {

  /** The bundle of the channel framework, which accepts and reads all connections. */
  public static final String CHANNELS = "com.ibm.ws.channelfw";

  private static final String OSGI = "org.osgi.framework.";

  private final ClassLoader server;

  private LibertyBundles(ClassLoader server) {
    this.server = server;
  }

  /** By the loader of a deployment; empty if the server is not Open Liberty. */
  public static Optional<LibertyBundles> find(ClassLoader deployment) {
    Class<?> loaderType = deployment.getClass();
    return loaderType.getName().startsWith("com.ibm.ws.classloading.")
        ? Optional.of(new LibertyBundles(loaderType.getClassLoader()))
        : Optional.empty();
  }

  /**
   * The class loader of a bundle.
   *
   * @param type the name of a class of the bundle
   * @throws ReflectiveOperationException if there is no such bundle, or no such class in it
   */
  public ClassLoader loader(String bundle, String type) throws ReflectiveOperationException {
    Class<?> bundleType = Class.forName(OSGI + "Bundle", false, server);
    Object own =
        Class.forName(OSGI + "BundleReference", false, server)
            .getMethod("getBundle")
            .invoke(server);
    Object context = bundleType.getMethod("getBundleContext").invoke(own);
    Method bundles = Class.forName(OSGI + "BundleContext", false, server).getMethod("getBundles");
    for (Object each : (Object[]) bundles.invoke(context)) {
      if (bundle.equals(bundleType.getMethod("getSymbolicName").invoke(each))) {
        Class<?> found =
            (Class<?>) bundleType.getMethod("loadClass", String.class).invoke(each, type);
        return found.getClassLoader();
      }
    }
    throw new ClassNotFoundException(type + " of " + bundle);
  }
}
