package io.lameduck.tck.app.background;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.Asynchronous;
import jakarta.enterprise.concurrent.ContextServiceDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Tasks of executors of the platform: those of the server, and those of the application, with the
 * default context service and with one that propagates all contexts.
 */
@ApplicationScoped
@ManagedExecutorDefinition(name = "java:app/concurrent/executor", maxAsync = 2)
@ContextServiceDefinition(
    name = "java:app/concurrent/contexts",
    propagated = ContextServiceDefinition.ALL_REMAINING)
@ManagedScheduledExecutorDefinition(
    name = "java:app/concurrent/scheduler",
    context = "java:app/concurrent/contexts",
    maxAsync = 2)
@SuppressWarnings("NullAway.Init") // By the container.
public class Tasks {

  private static final long QUEUED_MILLIS = 1000;

  @Inject private Rows rows;

  @Resource private ManagedExecutorService executor;
  @Resource private ManagedScheduledExecutorService scheduler;

  @Resource(lookup = "java:app/concurrent/executor")
  private ManagedExecutorService ownExecutor;

  @Resource(lookup = "java:app/concurrent/scheduler")
  private ManagedScheduledExecutorService ownScheduler;

  /** Begins one task on each of them. */
  public void begin(long millis) {
    Future<?> unused = executor.submit(() -> rows.workAndWrite("executor", millis));
    unused =
        scheduler.schedule(
            () -> rows.workAndWrite("scheduled-executor", millis), 1, TimeUnit.MILLISECONDS);
    unused =
        ownScheduler.schedule(
            () -> rows.workAndWrite("own-scheduled-executor", millis), 1, TimeUnit.MILLISECONDS);
  }

  /** Fills the threads of one executor, and gives it one task more. */
  public void beginAndQueue(long millis) {
    Future<?> unused = ownExecutor.submit(() -> rows.workAndWrite("own-executor", millis));
    unused = ownExecutor.submit(() -> rows.workAndWrite("own-executor-2", millis));
    unused = ownExecutor.submit(() -> rows.workAndWrite("queued", QUEUED_MILLIS));
  }

  /** Returns at once. */
  @Asynchronous
  public CompletableFuture<String> beginAsynchronously(long millis) {
    rows.workAndWrite("asynchronous", millis);
    return Asynchronous.Result.complete("done");
  }

  /** Returns at once, and nothing. */
  @Asynchronous
  public void beginAndForget(long millis) {
    rows.workAndWrite("asynchronous-void", millis);
  }
}
