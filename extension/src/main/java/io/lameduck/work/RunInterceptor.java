package io.lameduck.work;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Counts the runs of methods that an interceptor of the platform hands to another thread, if they
 * return no stage. After that interceptor, so on that thread: what it returns may never complete.
 */
@PlatformWork(PlatformWork.Kind.RUN)
@Priority(RunInterceptor.AFTER_OTHERS)
public class RunInterceptor implements Serializable {

  /** Those of MicroProfile Fault Tolerance are a little after {@code PLATFORM_AFTER}. */
  static final int AFTER_OTHERS = Interceptor.Priority.PLATFORM_AFTER + 900;

  private static final long serialVersionUID = 1L;

  /** For the container. */
  public RunInterceptor() {}

  /** One run; there are several if it is tried again. */
  @AroundInvoke
  public @Nullable Object run(InvocationContext context) throws Exception {
    return WorkInterceptor.around(context);
  }
}
