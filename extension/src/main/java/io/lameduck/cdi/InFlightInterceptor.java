package io.lameduck.cdi;

import io.lameduck.InFlight;
import io.lameduck.deployment.Deployment;
import io.lameduck.work.InterceptedCall;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.AroundTimeout;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Counts the calls of what is {@link InFlight}. Before all others, so that it ends after them. */
@InFlight
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
public class InFlightInterceptor implements Serializable {

  private static final long serialVersionUID = 1L;

  /** For the container. */
  public InFlightInterceptor() {}

  /** A business method. */
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
    Deployment deployment = Deployment.current();
    if (deployment == null || !deployment.enabled()) {
      return context.proceed();
    }
    return InterceptedCall.run(deployment.drain().begin(name(context)), context);
  }

  private static String name(InvocationContext context) {
    Method method = context.getMethod();
    InFlight here = method == null ? null : method.getAnnotation(InFlight.class);
    if (here != null && !here.value().isEmpty()) {
      return here.value();
    }
    Class<?> type = method == null ? context.getTarget().getClass() : method.getDeclaringClass();
    InFlight onType = type.getAnnotation(InFlight.class);
    if (onType != null && !onType.value().isEmpty()) {
      return onType.value();
    }
    return type.getSimpleName() + "." + (method == null ? "timeout" : method.getName());
  }
}
