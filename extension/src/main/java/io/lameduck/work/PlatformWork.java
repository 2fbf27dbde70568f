package io.lameduck.work;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Binds {@link WorkInterceptor} to what the platform calls; added by {@link WorkExtension}. */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@interface PlatformWork {

  /** The annotation itself. */
  @SuppressWarnings("BadAnnotationImplementation") // The super class does it.
  final class Literal extends AnnotationLiteral<PlatformWork> implements PlatformWork {

    private static final long serialVersionUID = 1L;
  }
}
