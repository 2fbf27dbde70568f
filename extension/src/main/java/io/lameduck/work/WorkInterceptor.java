package io.lameduck.work;

import io.lameduck.inflight.Lease;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.AroundTimeout;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Counts the calls of methods that the platform calls by itself. Before all others, so that it ends
 * after them.
 */
@PlatformWork
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
public class WorkInterceptor implements Serializable {

  private static final long serialVersionUID = 1L;

  /** For the container. */
  public WorkInterceptor() {}

  /** A call that returns before it is done. */
  @AroundInvoke
  public @Nullable Object call(InvocationContext context) throws Exception {
    return around(context);
  }

  /** A timer of an enterprise bean. */
  @AroundTimeout
  public @Nullable Object timeout(InvocationContext context) throws Exception {
    return around(context);
  }

  private static @Nullable Object around(InvocationContext context) throws Exception {
    Lease lease = BackgroundWork.begin(name(context));
    if (lease == null) {
      return context.proceed();
    }
    boolean goesOn = false;
    try {
      Object result = context.proceed();
      if (result instanceof CompletionStage<?> stage) {
        lease.workedOn(false);
        goesOn = endsWith(stage, lease);
      }
      return result;
    } finally {
      if (!goesOn) {
        lease.end();
      }
    }
  }

  /** Ends the lease with the stage; false if the stage takes no callback. */
  private static boolean endsWith(CompletionStage<?> stage, Lease lease) {
    try {
      // The caller gets what the method returned, not the new stage.
      CompletionStage<?> unused = stage.whenComplete((value, failure) -> lease.end());
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  /** Such as {@code Reports.nightly (timer)}. */
  private static String name(InvocationContext context) {
    Method method = context.getMethod();
    Class<?> type = method == null ? context.getTarget().getClass() : method.getDeclaringClass();
    String called = method == null ? "timeout" : method.getName();
    String kind = context.getTimer() != null ? "timer" : WorkKind.of(type, method);
    return type.getSimpleName() + "." + called + " (" + kind + ")";
  }
}
