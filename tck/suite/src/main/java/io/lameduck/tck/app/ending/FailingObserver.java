package io.lameduck.tck.app.ending;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.servlet.ServletRequest;

/** Keeps the request context of {@code ?how=observer} from being destroyed. */
@ApplicationScoped
public class FailingObserver {

  void ends(@Observes @BeforeDestroyed(RequestScoped.class) Object event) {
    if (event instanceof ServletRequest request && "observer".equals(request.getParameter("how"))) {
      throw new IllegalStateException("on purpose");
    }
  }
}
