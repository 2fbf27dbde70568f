package io.lameduck.tck.app.background;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.eclipse.microprofile.faulttolerance.Asynchronous;

/** Calls that MicroProfile Fault Tolerance hands to another thread. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // By the container.
public class FaultTolerant {

  @Inject private Rows rows;

  @Resource(lookup = Rows.SOURCE)
  private DataSource source;

  /** Returns at once. */
  @Asynchronous
  public CompletionStage<String> beginStage(long millis) {
    rows.workAndWrite("fault-tolerance-stage", millis, source);
    return CompletableFuture.completedFuture("done");
  }

  /** Returns at once. */
  @Asynchronous
  public Future<String> beginFuture(long millis) {
    rows.workAndWrite("fault-tolerance-future", millis, source);
    return CompletableFuture.completedFuture("done");
  }
}
