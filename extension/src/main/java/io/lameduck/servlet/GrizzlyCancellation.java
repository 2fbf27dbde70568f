package io.lameduck.servlet;

import io.lameduck.log.Log;
import io.lameduck.log.Message;
import jakarta.servlet.AsyncContext;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Requests that Payara and GlassFish end because the client has gone. Grizzly cancels a suspended
 * response as its connection, or its stream of HTTP/2, is closed: no {@code AsyncListener} hears of
 * it, no time-out follows, and the objects of the request serve the next one. Only Grizzly's own
 * completion handler is told, so ours takes its place and passes everything on.
 */
final class GrizzlyCancellation {

  /** What Payara's context looks like; null until the first one, and if it is not as expected. */
  private static volatile @Nullable GrizzlyCancellation known;

  private static final AtomicBoolean unknown = new AtomicBoolean();

  private final Method request;
  private final Method grizzlyRequest;
  private final Method response;
  private final Method suspension;
  private final Field handler;

  private GrizzlyCancellation(Class<?> context) throws ReflectiveOperationException {
    request = context.getDeclaredMethod("getOriginalRequest");
    request.setAccessible(true);
    grizzlyRequest = request.getReturnType().getMethod("getCoyoteRequest");
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

  /**
   * Has the action called if the server cancels this request, on the thread that does, or at once
   * if it has. To be called once in a request, by the thread that has started its first cycle.
   */
  static void watch(AsyncContext context, Runnable cancelled) {
    if (!SilentCompletion.mayBe(context) || unknown.get()) {
      return;
    }
    try {
      GrizzlyCancellation own = known;
      if (own == null) {
        own = new GrizzlyCancellation(context.getClass());
        known = own;
      }
      if (!own.replaceHandler(context, cancelled)) {
        cancelled.run();
      }
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      if (unknown.compareAndSet(false, true)) {
        Log.ofPlatform().failure(e, Message.CANCELLATIONS_UNKNOWN);
      }
    }
  }

  /** False if the response is not suspended any more. */
  private boolean replaceHandler(AsyncContext context, Runnable cancelled)
      throws ReflectiveOperationException {
    Object of = response.invoke(grizzlyRequest.invoke(request.invoke(context)));
    Object suspended = suspension.invoke(of);
    synchronized (suspended) { // As Grizzly does, so that no cancellation falls in between.
      Object containers = handler.get(suspended);
      if (containers == null) {
        return false;
      }
      handler.set(suspended, following(containers, cancelled));
      return true;
    }
  }

  private Object following(Object containers, Runnable cancelled) {
    InvocationHandler calls =
        (proxy, method, arguments) -> {
          try {
            return method.invoke(containers, arguments);
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
