package io.lameduck.work;

import io.lameduck.inflight.Lease;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Counts the calls of methods that the platform calls by itself. Before all others, so that it ends
 * after them; in a transaction of the container, after its end.
 */
@PlatformWork(PlatformWork.Kind.CALL)
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
public class WorkInterceptor implements Serializable {

  private static final long serialVersionUID = 1L;

  /** For the container. */
  public WorkInterceptor() {}

  /** A call; timers are those of {@link TimerInterceptor}. */
  @AroundInvoke
  public @Nullable Object call(InvocationContext context) throws Exception {
    return around(context);
  }

  static @Nullable Object around(InvocationContext context) throws Exception {
    Lease lease = BackgroundWork.begin(() -> name(context));
    return lease == null ? context.proceed() : InterceptedCall.run(lease, context);
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
