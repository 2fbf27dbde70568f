package io.lameduck;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A drain waits for the calls of this method that run, as it waits for requests: a message
 * listener, a timer, a job, any business method of a bean. On a class it holds for all of its
 * business methods and time-outs.
 *
 * <p>A call is over when it returns or throws; one that returns a {@link
 * java.util.concurrent.CompletionStage} when that completes. The interceptor is outside of those of
 * transactions, so a commit is awaited, too. A call that begins during a drain is neither refused
 * nor delayed.
 */
@Inherited
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface InFlight {

  /** Name used in the log if the call does not finish in time; defaults to class and method. */
  @Nonbinding
  String value() default "";
}
