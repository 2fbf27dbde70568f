package io.lameduck.jvm;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * The one file that touches {@code sun.misc.Signal}, by reflection: linking to it would need a
 * module dependency on some servers, and would break the jar the day the class goes.
 *
 * <p>Handlers are plain objects here; only this class looks into them.
 */
final class OsSignal {

  private final String name;
  private final Class<?> handlerType;
  private final Object signal;
  private final Method handle;
  private final Method dispatch;

  /**
   * The signal of this name, without the SIG.
   *
   * @throws ReflectiveOperationException if this JVM has no such class
   * @throws IllegalArgumentException if it knows no such signal
   */
  OsSignal(String name) throws ReflectiveOperationException {
    this.name = name;
    // The boot loader has it on every server, whatever the deployment's loader hides.
    Class<?> type = Class.forName("sun.misc.Signal", true, null);
    handlerType = Class.forName("sun.misc.SignalHandler", true, null);
    handle = type.getMethod("handle", type, handlerType);
    dispatch = handlerType.getMethod("handle", type);
    signal = call(() -> type.getConstructor(String.class).newInstance(name));
  }

  String name() {
    return name;
  }

  /** A handler that runs the action, on a new thread of the JVM for each signal. */
  Object handler(Runnable action) {
    // In the interface's own loader: the deployment's loader need not see the interface.
    return Proxy.newProxyInstance(
        handlerType.getClassLoader(),
        new Class<?>[] {handlerType},
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "handle" -> {
                action.run();
                yield null;
              }
              case "equals" -> arguments != null && proxy == arguments[0];
              case "hashCode" -> System.identityHashCode(proxy);
              default -> "Lameduck's handler of SIG" + name;
            });
  }

  /**
   * Makes this the handler.
   *
   * @return the one before it
   * @throws IllegalArgumentException if the JVM keeps the signal to itself, as with {@code -Xrs}
   */
  Object install(Object handler) throws ReflectiveOperationException {
    return call(() -> handle.invoke(null, signal, handler));
  }

  /** Calls a handler as the JVM would. Returns when it returns, which the JVM's own never does. */
  void deliverTo(Object handler) throws ReflectiveOperationException {
    call(() -> dispatch.invoke(handler, signal));
  }

  /** Whether this stands for "ignore the signal". */
  boolean ignores(Object handler) throws ReflectiveOperationException {
    return handler == handlerType.getField("SIG_IGN").get(null);
  }

  private interface Reflection<T> {
    T run() throws ReflectiveOperationException;
  }

  private static <T> T call(Reflection<T> reflection) throws ReflectiveOperationException {
    try {
      return reflection.run();
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException runtime) {
        throw runtime;
      }
      throw e;
    }
  }
}
