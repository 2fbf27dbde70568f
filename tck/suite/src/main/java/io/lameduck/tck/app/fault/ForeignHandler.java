package io.lameduck.tck.app.fault;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A handler of SIGTERM of the application's own. By reflection, since not every server links it.
 */
public final class ForeignHandler {

  /** With which the one that exits does so. */
  private static final int EXIT_CODE = 7;

  private ForeignHandler() {}

  /**
   * Puts one in front of what is there.
   *
   * @param how {@code chain} calls the handler before it, {@code exit} stops the JVM by itself,
   *     {@code swallow} does nothing
   */
  public static void install(String how) throws ReflectiveOperationException {
    Class<?> signalType = Class.forName("sun.misc.Signal", true, null);
    Class<?> handlerType = Class.forName("sun.misc.SignalHandler", true, null);
    Method dispatch = handlerType.getMethod("handle", signalType);
    Object signal = signalType.getConstructor(String.class).newInstance("TERM");
    AtomicReference<Object> before = new AtomicReference<>();
    Object handler =
        Proxy.newProxyInstance(
            null,
            new Class<?>[] {handlerType},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("handle")) {
                return method.getName().equals("hashCode") ? 1 : "a foreign handler";
              }
              System.out.println("FOREIGN " + how);
              switch (how) {
                case "chain" -> dispatch.invoke(before.get(), arguments[0]);
                case "exit" -> System.exit(EXIT_CODE);
                default -> System.out.println("SWALLOWED");
              }
              return null;
            });
    Method handle = signalType.getMethod("handle", signalType, handlerType);
    before.set(handle.invoke(null, signal, handler));
  }
}
