package io.lameduck.tck.app.work;

import io.lameduck.InFlight;
import io.lameduck.Lameduck;
import io.lameduck.WorkLease;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Jobs that take so many milliseconds, each tracked in another way, or in none. The page
 * "Background work" shows what is between the tags.
 */
@ApplicationScoped
public class Jobs {

  // tag::lease[]
  @Inject private Lameduck lameduck;

  // end::lease[]
  /** Tracked under a name. */
  // tag::inflight[]
  @InFlight("nightly report")
  public void nightlyReport(long millis) {
    work(millis);
  }

  // end::inflight[]
  /** Returns at once; the work goes on. */
  @InFlight
  public CompletionStage<String> later(long millis) {
    String result = "begun while " + lameduck.phase();
    return CompletableFuture.supplyAsync(
        () -> result, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
  }

  /** Tracked by hand. */
  @SuppressWarnings("try") // The lease is only to be closed.
  // tag::lease[]
  public void importFile(long millis) {
    try (WorkLease lease = lameduck.begin("import")) {
      work(millis);
    }
  }

  // end::lease[]
  /** Not tracked. */
  public void work(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
