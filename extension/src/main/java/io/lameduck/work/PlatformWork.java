package io.lameduck.work;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Binds an interceptor of ours to what the platform calls; added by {@link WorkExtension}. */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@interface PlatformWork {

  /** What is counted, each by another interceptor. */
  enum Kind {
    /** Calls, by {@link WorkInterceptor}. */
    CALL,
    /** Runs on another thread, by {@link RunInterceptor}. */
    RUN,
    /** Calls of timers, by {@link TimerInterceptor}. */
    TIMER
  }

  /** What is counted. */
  Kind value();

  /** The annotation itself. */
  @SuppressWarnings("BadAnnotationImplementation") // The super class does it.
  final class Literal extends AnnotationLiteral<PlatformWork> implements PlatformWork {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    Literal(Kind kind) {
      this.kind = kind;
    }

    @Override
    public Kind value() {
      return kind;
    }
  }
}
