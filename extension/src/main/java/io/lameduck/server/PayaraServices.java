package io.lameduck.server;

/** Payara's own services, which its registry (HK2) gives out. */
public final class PayaraServices {

  static final String REGISTRY = "org.glassfish.internal.api.Globals";

  private PayaraServices() {}

  /**
   * The service of that type.
   *
   * @param loader of a deployment: it sees every package that any of the server's bundles exports
   * @throws ReflectiveOperationException if this is not Payara
   */
  public static Object get(ClassLoader loader, Class<?> type) throws ReflectiveOperationException {
    return Class.forName(REGISTRY, true, loader).getMethod("get", Class.class).invoke(null, type);
  }
}
