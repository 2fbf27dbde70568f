package io.lameduck.work;

import jakarta.annotation.Priority;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/**
 * Counts the runs of methods that an interceptor of the platform hands to another thread, if they
 * return no stage. After that interceptor, so on that thread: what it returns may never complete.
 */
@RunInterceptor.Run
@Interceptor
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

  /** Binds it; added by {@link WorkExtension}. */
  @InterceptorBinding
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.TYPE, ElementType.METHOD})
  @interface Run {

    /** The annotation itself. */
    @SuppressWarnings("BadAnnotationImplementation") // The super class does it.
    final class Literal extends AnnotationLiteral<Run> implements Run {

      private static final long serialVersionUID = 1L;
    }
  }
}
