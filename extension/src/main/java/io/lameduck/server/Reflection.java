package io.lameduck.server;

import io.lameduck.log.Log;
import io.lameduck.log.Message;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Access to what a server does not offer, and answers to what it calls. */
public final class Reflection {

  private Reflection() {}

  /** What a search finds in a server; one that fails is logged, and finds nothing. */
  public static <T> Optional<T> find(
      Callable<Optional<T>> search, Log log, Message failure, String server) {
    try {
      return search.call();
    } catch (Exception | LinkageError e) {
      log.failure(e, failure, server);
      return Optional.empty();
    }
  }

  /** A field of that very type, whatever its visibility. */
  public static Field field(Class<?> type, String name) throws ReflectiveOperationException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  /** As {@link #field(Class, String)}, of a type by its name. */
  public static Field field(ClassLoader loader, String type, String name)
      throws ReflectiveOperationException {
    return field(loader.loadClass(type), name);
  }

  /** A method of that very type, whatever its visibility. */
  public static Method method(Class<?> type, String name, Class<?>... parameters)
      throws ReflectiveOperationException {
    Method method = type.getDeclaredMethod(name, parameters);
    method.setAccessible(true);
    return method;
  }

  /**
   * An object of this interface, which tells the handler of each call but those of {@link Object}.
   * In the interface's own loader: the deployment's may not see it, and is not held by it.
   */
  public static Object proxy(Class<?> type, InvocationHandler handler) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> {
          if (method.getDeclaringClass() != Object.class) {
            return handler.invoke(proxy, method, arguments);
          }
          return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "Lameduck's hook into the server's stop";
          };
        });
  }
}
