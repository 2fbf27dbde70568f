package io.lameduck.work;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundTimeout;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Counts the calls of timers, as {@link WorkInterceptor} does others. One for both would cost an
 * application its own interceptors on Payara: those that are around timeouts only.
 */
@PlatformWork(PlatformWork.Kind.TIMER)
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
public class TimerInterceptor implements Serializable {

  private static final long serialVersionUID = 1L;

  /** For the container. */
  public TimerInterceptor() {}

  /** A timer of an enterprise bean. */
  @AroundTimeout
  public @Nullable Object timeout(InvocationContext context) throws Exception {
    return WorkInterceptor.around(context);
  }
}
