package io.lameduck.work;

import io.lameduck.DrainPhase;
import io.lameduck.concurrent.MonotonicClock;
import io.lameduck.concurrent.Threads;
import io.lameduck.deployment.Deployment;
import io.lameduck.drain.Drain;
import io.lameduck.drain.DrainListener;
import io.lameduck.drain.Trigger;
import io.lameduck.inflight.Lease;
import io.lameduck.log.Log;
import io.lameduck.log.Message;
import io.lameduck.server.JBeretExecutions;
import jakarta.batch.operations.BatchRuntimeException;
import jakarta.batch.operations.JobExecutionNotRunningException;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.operations.NoSuchJobException;
import jakarta.batch.operations.NoSuchJobExecutionException;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.batch.runtime.BatchStatus;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Waits for the batch jobs that run when the drain begins to wait. Those that still run at half of
 * the time that is left then are stopped through the job operator, so that each ends after its
 * checkpoint and can be restarted.
 */
final class BatchJobs implements DrainListener {

  private static final MonotonicClock CLOCK = MonotonicClock.system();

  /** No event tells of the end of a job. */
  private static final long LOOK_AGAIN = Duration.ofMillis(200).toNanos();

  private static final Set<BatchStatus> RUNNING =
      EnumSet.of(BatchStatus.STARTING, BatchStatus.STARTED, BatchStatus.STOPPING);

  private final Drain drain;
  private final ClassLoader application;
  private final Supplier<JobOperator> operators;

  BatchJobs(Drain drain, ClassLoader application) {
    this(drain, application, BatchRuntime::getJobOperator);
  }

  BatchJobs(Drain drain, ClassLoader application, Supplier<JobOperator> operators) {
    this.drain = drain;
    this.application = application;
    this.operators = operators;
  }

  /** An application that is undeployed is left alone: the jobs may be those of another. */
  @Override
  public void began(DrainPhase phase, Trigger trigger) {
    if (phase == DrainPhase.DRAINING && trigger.acceptsRequests()) {
      Lease looking = drain.beginUnreported("batch jobs");
      Threads.start("lameduck-batch", application, () -> watch(looking));
    }
  }

  private void watch(Lease looking) {
    Deployment deployment = Deployment.current();
    Log log = Log.ofPlatform().about(deployment == null ? "" : deployment.name());
    long half = CLOCK.nanos() + drain.timeLeft().toNanos() / 2;
    Map<Long, Lease> running = new LinkedHashMap<>();
    try {
      JobOperator operator = operators.get();
      find(operator, running);
      looking.end();
      boolean stopped = false;
      while (!running.isEmpty() && drain.state().phase() == DrainPhase.DRAINING) {
        if (!stopped && CLOCK.nanos() - half >= 0) {
          stopped = true;
          stop(operator, running, log);
        }
        CLOCK.park(this, LOOK_AGAIN);
        running.entrySet().removeIf(job -> isOver(operator, job.getKey(), job.getValue()));
      }
    } catch (RuntimeException | LinkageError e) {
      log.failure(e, Message.JOBS_UNKNOWN);
    } finally {
      looking.end();
      running.values().forEach(Lease::end);
    }
  }

  /** Of this JVM: a repository may be a database that several instances share. */
  private void find(JobOperator operator, Map<Long, Lease> running) {
    for (String job : operator.getJobNames()) {
      for (long execution : running(operator, job)) {
        if (!JBeretExecutions.isRead(operator.getJobExecution(execution))) {
          String name = job + " (batch job, execution " + execution + ")";
          running.put(execution, drain.beginAnywhere(name));
        }
      }
    }
  }

  private static List<Long> running(JobOperator operator, String job) {
    try {
      return operator.getRunningExecutions(job);
    } catch (NoSuchJobException e) {
      return List.of(); // The answer of some servers if none runs.
    }
  }

  private static boolean isOver(JobOperator operator, long execution, Lease lease) {
    if (RUNNING.contains(operator.getJobExecution(execution).getBatchStatus())) {
      return false;
    }
    lease.end();
    return true;
  }

  private static void stop(JobOperator operator, Map<Long, Lease> running, Log log) {
    log.write(
        Message.JOBS_STOPPED,
        running.keySet().stream().map(String::valueOf).collect(Collectors.joining(", ")));
    for (var job : running.entrySet()) {
      try {
        operator.stop(job.getKey());
      } catch (JobExecutionNotRunningException | NoSuchJobExecutionException e) {
        log.failure(e, Message.JOB_NOT_STOPPED, job.getKey());
        job.getValue().end(); // It has ended meanwhile, or runs elsewhere.
      } catch (BatchRuntimeException e) {
        log.failure(e, Message.JOB_NOT_STOPPED, job.getKey());
      }
    }
  }
}
