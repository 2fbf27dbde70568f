package io.lameduck.work;

import jakarta.annotation.Priority;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.interceptor.AroundTimeout;
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
 * Counts the calls of timers, as {@link WorkInterceptor} does others. One for both would cost an
 * application its own interceptors on Payara: those that are around timeouts only.
 */
@TimerInterceptor.Timed
@Interceptor
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

  /** Binds it; added by {@link WorkExtension}. */
  @InterceptorBinding
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.TYPE, ElementType.METHOD})
  @interface Timed {

    /** The annotation itself. */
    @SuppressWarnings("BadAnnotationImplementation") // The super class does it.
    final class Literal extends AnnotationLiteral<Timed> implements Timed {

      private static final long serialVersionUID = 1L;
    }
  }
}
