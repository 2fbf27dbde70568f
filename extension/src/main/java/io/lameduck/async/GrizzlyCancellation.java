package io.lameduck.async;

import io.lameduck.log.Message;
import jakarta.servlet.AsyncContext;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Requests that Payara and GlassFish end because the client has gone. Grizzly cancels a suspended
 * response as its connection, or its stream of HTTP/2, is closed: no {@code AsyncListener} hears of
 * it, no time-out follows, and the objects of the request serve the next one. Only Grizzly's own
 * completion handler is told, so ours takes its place and passes everything on.
 */
public final class GrizzlyCancellation {

  private static final ServerLookup<GrizzlyCancellation> LOOKUP =
      new ServerLookup<>(Message.CANCELLATIONS_UNKNOWN);

  private final Method request;
  private final Method grizzlyRequest;
  private final Method response;
  private final Method suspension;
  private final Field handler;

  private GrizzlyCancellation(Class<?> context) throws ReflectiveOperationException {
    request = context.getDeclaredMethod("getOriginalRequest");
    request.setAccessible(true);
    grizzlyRequest = grizzlyRequest(request.getReturnType());
    response = grizzlyRequest.getReturnType().getMethod("getResponse");
    suspension = response.getReturnType().getMethod("getSuspendContext");
    handler =
        Class.forName(
                response.getReturnType().getName() + "$SuspendedContextImpl",
                false,
                response.getReturnType().getClassLoader())
            .getDeclaredField("completionHandler");
    handler.setAccessible(true);
  }

  /** GlassFish 8 has renamed it; Payara 7 has not. */
  private static Method grizzlyRequest(Class<?> type) throws NoSuchMethodException {
    try {
      return type.getMethod("getCoyoteRequest");
    } catch (NoSuchMethodException e) {
      return type.getMethod("getGrizzlyRequest");
    }
  }

  /**
   * Has the action called if the server cancels this request, on the thread that does, or at once
   * if it has. To be called once in a request, by the thread that has started its first cycle.
   */
  public static void watch(AsyncContext context, Runnable cancelled) {
    if (!isPossible(context)) {
      return;
    }
    LOOKUP.use(
        () -> new GrizzlyCancellation(context.getClass()),
        found -> {
          if (!found.replaceHandler(context, cancelled)) {
            cancelled.run();
          }
        });
  }

  /**
   * Whether {@code complete()} of this context may tell no listener: if the response has been
   * cancelled. It tells of every other completion before it returns.
   */
  static boolean isPossible(AsyncContext context) {
    return context.getClass().getName().startsWith("org.apache.catalina.connector.");
  }

  /** False if the response is not suspended any more. */
  private boolean replaceHandler(AsyncContext context, Runnable cancelled)
      throws ReflectiveOperationException {
    Object of = response.invoke(grizzlyRequest.invoke(request.invoke(context)));
    Object suspended = suspension.invoke(of);
    synchronized (suspended) { // As Grizzly does, so that no cancellation falls in between.
      Object delegate = handler.get(suspended);
      if (delegate == null) {
        return false;
      }
      handler.set(suspended, following(delegate, cancelled));
      return true;
    }
  }

  private Object following(Object delegate, Runnable cancelled) {
    InvocationHandler calls =
        (proxy, method, arguments) -> {
          try {
            return method.invoke(delegate, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          } finally {
            if (method.getName().equals("cancelled")) {
              cancelled.run();
            }
          }
        };
    // In the interface's own loader: that of the deployment need not see it.
    Class<?> type = handler.getType();
    return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, calls);
  }
}
