package io.lameduck.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.config.SettingsReader;
import io.lameduck.deployment.Deployment;
import io.lameduck.drain.Drain;
import io.lameduck.drain.DrainReport;
import io.lameduck.drain.Trigger;
import io.lameduck.inflight.Lease;
import io.lameduck.log.Log;
import io.lameduck.log.RecordingLogger;
import jakarta.batch.operations.JobExecutionNotRunningException;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.operations.NoSuchJobException;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.JobExecution;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which jobs a drain waits for, by what the job operator says. */
class BatchJobsTest {

  private static final Duration BOUND = Duration.ofSeconds(20);

  /** Half of what is left for a drain is four seconds. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "lameduck.grace-period", "9s",
          "lameduck.stop-reserve", "1s",
          "lameduck.streams.timeout", "1s",
          "lameduck.announce.min", "1s",
          "lameduck.announce.quiet", "1s",
          "lameduck.announce.max", "1s");

  private final Deployment deployment =
      Deployment.open(
          SettingsReader.read(key -> Optional.ofNullable(SETTINGS.get(key))),
          new Log(new RecordingLogger()));

  /** Down when the operator is asked for an execution. */
  private final CountDownLatch watched = new CountDownLatch(1);

  /** The running executions of each job; one without any is unknown, as on Payara. */
  private final Map<String, List<Long>> jobs = new ConcurrentHashMap<>();

  private final Map<Long, BatchStatus> statuses = new ConcurrentHashMap<>();

  @AfterEach
  void close() {
    deployment.drain().cutShort();
    deployment.close();
  }

  /** Of a job that is read from a database; JBeret has its form. */
  private final Set<Long> read = ConcurrentHashMap.newKeySet();

  private void running(String job, long execution) {
    jobs.put(job, List.of(execution));
    statuses.put(execution, BatchStatus.STARTED);
  }

  private JobOperator operator() {
    return proxy(
        JobOperator.class,
        (method, argument) ->
            switch (method) {
              case "getJobNames" -> new TreeSet<>(jobs.keySet());
              case "stop" -> throw new JobExecutionNotRunningException("elsewhere");
              case "getRunningExecutions" -> executions((String) argument);
              case "getJobExecution" -> execution((Long) argument);
              default -> throw new UnsupportedOperationException(method);
            });
  }

  private List<Long> executions(String job) {
    List<Long> found = jobs.getOrDefault(job, List.of());
    if (found.isEmpty()) {
      throw new NoSuchJobException(job);
    }
    return found;
  }

  private JobExecution execution(long id) {
    watched.countDown();
    return new Execution(
        Objects.requireNonNull(statuses.get(id)), read.contains(id) ? null : "its job");
  }

  /** As JBeret's. */
  public record Execution(BatchStatus status, @Nullable Object job) implements JobExecution {

    /** Asked for by reflection. */
    public @Nullable Object getSubstitutedJob() {
      return job;
    }

    @Override
    public BatchStatus getBatchStatus() {
      return status;
    }

    @Override
    public long getExecutionId() {
      throw new UnsupportedOperationException();
    }

    @Override
    public String getJobName() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Date getStartTime() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Date getEndTime() {
      throw new UnsupportedOperationException();
    }

    @Override
    public String getExitStatus() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Date getCreateTime() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Date getLastUpdatedTime() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Properties getJobParameters() {
      throw new UnsupportedOperationException();
    }
  }

  private interface Answer {
    Object to(String method, Object argument);
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                answer.to(method.getName(), arguments == null ? "" : arguments[0])));
  }

  /** Drains; a request runs until the latch is down. */
  private CompletableFuture<Optional<DrainReport>> drain(CountDownLatch until)
      throws InterruptedException {
    Drain drain = deployment.drain();
    Lease request = drain.begin("a request");
    drain.follow(new BatchJobs(drain, BatchJobsTest.class.getClassLoader(), this::operator));
    CompletableFuture<Optional<DrainReport>> report =
        CompletableFuture.supplyAsync(() -> drain.run(Trigger.SIGNAL));
    assertThat(until.await(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
    request.end();
    return report;
  }

  private static DrainReport end(CompletableFuture<Optional<DrainReport>> report) throws Exception {
    return report.get(BOUND.toSeconds(), TimeUnit.SECONDS).orElseThrow();
  }

  @Test
  void aRunningJobIsAwaitedBesideOneThatHasEnded() throws Exception {
    jobs.put("ended", List.of());
    running("report", 7);
    CompletableFuture<Optional<DrainReport>> report = drain(watched);
    assertThat(report).isNotDone();
    statuses.put(7L, BatchStatus.COMPLETED);
    assertThat(end(report).completed()).as("with the request").isEqualTo(2);
  }

  @Test
  void whatIsOnlyReadFromADatabaseIsNotAwaited() throws Exception {
    running("report", 7);
    read.add(7L);
    DrainReport report = end(drain(watched));
    assertThat(report.completed()).as("the request").isEqualTo(1);
    assertThat(report.abandoned()).isZero();
  }

  @Test
  void whatRunsElsewhereIsAwaitedUntilTheOperatorSaysSo() throws Exception {
    running("report", 7);
    assertThat(end(drain(watched)).abandoned()).isZero();
  }
}
