package io.lameduck.servlet;

import io.lameduck.inflight.Lease;
import io.lameduck.response.InFlightResponse;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.spi.Context;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import java.util.ArrayList;
import java.util.List;

/**
 * The end of a request as CDI sees it: when the container has rendered the error page, and each
 * {@code ServletRequestListener} has returned ({@link RequestScoped}). It follows the last filter
 * on the same thread.
 *
 * <p>An object is put into the request context, and its destruction ends the requests: outside of a
 * drain that costs nothing. A listener would hear of every request, and before those of the
 * application.
 */
final class RequestContextEnd {

  private RequestContextEnd() {}

  /**
   * Has the request of this response end with the request context of this thread.
   *
   * @return false if there is none
   */
  static boolean deferTo(InFlightResponse response) {
    try {
      return Entry.deferTo(response);
    } catch (RuntimeException | Error e) {
      return false; // No CDI here, a context that is not active, or no memory.
    }
  }

  /** Linked only when called, so that the class above loads without the API. */
  private static final class Entry implements Contextual<List<Lease>> {

    /** A CDI container remembers each one that it has seen. */
    private static final Entry ONE = new Entry();

    private Entry() {}

    static boolean deferTo(InFlightResponse response) {
      BeanManager beans = CDI.current().getBeanManager();
      CreationalContext<List<Lease>> creation = beans.createCreationalContext(ONE);
      Context context = beans.getContext(RequestScoped.class);
      Lease lease = response.lease();
      boolean deferred = context.get(ONE, creation).add(lease);
      lease.leaveToContainer();
      return deferred;
    }

    @Override
    public List<Lease> create(CreationalContext<List<Lease>> creation) {
      return new ArrayList<>();
    }

    @Override
    public void destroy(List<Lease> leases, CreationalContext<List<Lease>> creation) {
      leases.forEach(Lease::end);
      creation.release();
    }
  }
}
