package io.lameduck.work;

import io.lameduck.inflight.Lease;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Method;
import java.util.concurrent.CompletionStage;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * A call that an interceptor counts. It ends with the stage that it returns; else with the
 * transaction in which it is called, since the container of an enterprise bean commits after all
 * interceptors; else when it returns.
 */
public final class InterceptedCall {

  private InterceptedCall() {}

  /**
   * Proceeds with the call.
   *
   * @param lease that of the call
   * @return what the call returned
   * @throws Exception as the call does
   */
  public static @Nullable Object run(Lease lease, InvocationContext context) throws Exception {
    return !returnsStage(context.getMethod()) && endWithTransaction(lease)
        ? context.proceed()
        : lease.run(context::proceed);
  }

  private static boolean returnsStage(@Nullable Method method) {
    return method != null && CompletionStage.class.isAssignableFrom(method.getReturnType());
  }

  private static boolean endWithTransaction(Lease lease) {
    try {
      return Transactions.end(lease);
    } catch (NamingException | RuntimeException | LinkageError e) {
      return false; // No transactions here, or one that takes no more parties.
    }
  }

  /** Linked only when called, so that the class above loads without the API. */
  private static final class Transactions {

    /** The server's own, for all transactions. */
    private static volatile @Nullable TransactionSynchronizationRegistry registry;

    private Transactions() {}

    /** Ends the lease with the transaction of this thread; false if there is none. */
    @SuppressWarnings("BanJNDI") // A constant.
    static boolean end(Lease lease) throws NamingException {
      TransactionSynchronizationRegistry found = registry;
      if (found == null) {
        found = InitialContext.doLookup("java:comp/TransactionSynchronizationRegistry");
        registry = found;
      }
      if (found.getTransactionStatus() == Status.STATUS_NO_TRANSACTION) {
        return false;
      }
      found.registerInterposedSynchronization(new End(lease));
      return true;
    }
  }

  private record End(Lease lease) implements Synchronization {

    @Override
    public void beforeCompletion() {}

    @Override
    public void afterCompletion(int status) {
      lease.end();
    }
  }

  /**
   * Adds an interceptor; its priority enables it in all bean archives. Our classes do not say
   * themselves that they are interceptors: that defines a bean, so the jar would be a bean archive.
   */
  public static void byInterceptor(BeforeBeanDiscovery event, Class<?> type) {
    event.addAnnotatedType(type, type.getName()).add(new InterceptorLiteral());
  }

  @SuppressWarnings("BadAnnotationImplementation") // The super class does it.
  private static final class InterceptorLiteral extends AnnotationLiteral<Interceptor>
      implements Interceptor {

    private static final long serialVersionUID = 1L;
  }
}
