package io.lameduck.tck.app.background;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.ejb.Timer;
import jakarta.interceptor.AroundTimeout;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** Binds an interceptor of the application, and says in which transaction each one is called. */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Watched {

  /** Of the enterprise bean itself. */
  @SuppressWarnings("NullAway.Init") // By the container.
  class Outer {

    @Resource private TransactionSynchronizationRegistry transaction;

    @AroundTimeout
    @Nullable Object watch(InvocationContext context) throws Exception {
      Log.say("outer", context, transaction);
      return context.proceed();
    }
  }

  /** Of CDI. */
  @Watched
  @Interceptor
  @Priority(Interceptor.Priority.LIBRARY_BEFORE)
  @SuppressWarnings("NullAway.Init") // By the container.
  class Inner {

    @Resource private TransactionSynchronizationRegistry transaction;

    @AroundTimeout
    @Nullable Object watch(InvocationContext context) throws Exception {
      Log.say("inner", context, transaction);
      return context.proceed();
    }
  }

  /** What both do, for the timer that begins work only. */
  final class Log {

    private Log() {}

    static void say(
        String who, InvocationContext context, TransactionSynchronizationRegistry transaction) {
      if (context.getTimer() instanceof Timer timer && timer.getInfo() != null) {
        System.out.println("SEEN " + who + " in transaction " + transaction.getTransactionStatus());
      }
    }
  }
}
