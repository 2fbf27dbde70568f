package io.lameduck.signal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The one file that touches {@code sun.misc.Signal}, by reflection: linking to it would need a
 * module dependency on some servers, and would break the jar the day the class goes.
 *
 * <p>Handlers are plain objects here; only this class looks into them.
 */
public final class OsSignal {

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
  public OsSignal(String name) throws ReflectiveOperationException {
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

  /** With what a JVM exits that the signal stops, as a shell has it. */
  int exitCode() throws ReflectiveOperationException {
    return 128 + (int) signal.getClass().getMethod("getNumber").invoke(signal);
  }

  /**
   * What to hold while handlers are looked at and changed: the same in every deployment, and the
   * one that the JVM itself holds while it changes them.
   */
  public Object lock() {
    return signal.getClass();
  }

  /**
   * A handler that runs what the slot holds, on a new thread of the JVM for each signal. It is made
   * of the JDK's own classes alone, so that one who still holds it holds no class of ours.
   */
  public Object handler(AtomicReference<Runnable> slot) throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    MethodHandle run = lookup.findVirtual(Runnable.class, "run", MethodType.methodType(void.class));
    MethodHandle content =
        lookup
            .findVirtual(AtomicReference.class, "get", MethodType.methodType(Object.class))
            .bindTo(slot)
            .asType(MethodType.methodType(Runnable.class));
    MethodHandle runContent = MethodHandles.collectArguments(run, 0, content);
    return proxy(handlerType, MethodHandles.dropArguments(runContent, 0, signal.getClass()));
  }

  /** Does what a signal would do to that handler; of the JDK's own classes alone, too. */
  Runnable delivery(Object handler) throws ReflectiveOperationException {
    MethodHandle deliver =
        isDefault(handler)
            ? exit()
            : MethodHandles.publicLookup().unreflect(dispatch).bindTo(handler).bindTo(signal);
    return (Runnable) proxy(Runnable.class, deliver);
  }

  /** As the JVM does for SIGTERM. */
  private MethodHandle exit() throws ReflectiveOperationException {
    MethodType type = MethodType.methodType(void.class, int.class);
    MethodHandle exit = MethodHandles.publicLookup().findVirtual(Runtime.class, "exit", type);
    return MethodHandles.insertArguments(exit, 0, Runtime.getRuntime(), exitCode());
  }

  private static Object proxy(Class<?> type, MethodHandle target) {
    Thread self = Thread.currentThread();
    ClassLoader context = self.getContextClassLoader();
    // The JDK defines the proxy in it, and it would see too little, or live too long.
    self.setContextClassLoader(null);
    try {
      return MethodHandleProxies.asInterfaceInstance(type, target);
    } finally {
      self.setContextClassLoader(context);
    }
  }

  /**
   * Makes this the handler.
   *
   * @return the one before it
   * @throws IllegalArgumentException if the JVM keeps the signal to itself, as with {@code -Xrs}
   */
  public Object install(Object handler) throws ReflectiveOperationException {
    return call(() -> handle.invoke(null, signal, handler));
  }

  /** Calls a handler as the JVM would. Returns when it returns, which the JVM's own never does. */
  public void deliverTo(Object handler) throws ReflectiveOperationException {
    call(() -> dispatch.invoke(handler, signal));
  }

  /** Whether this stands for "as the operating system does", which no program can call. */
  boolean isDefault(Object handler) throws ReflectiveOperationException {
    return handler == handlerType.getField("SIG_DFL").get(null);
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
