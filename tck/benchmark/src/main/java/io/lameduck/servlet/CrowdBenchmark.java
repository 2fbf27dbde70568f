package io.lameduck.servlet;

import io.lameduck.config.SettingsReader;
import io.lameduck.deployment.Deployment;
import io.lameduck.log.Log;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The same way of a request as {@link FilterBenchmark}, while others are in flight. They came on
 * the same thread and have gone on without it, as asynchronous requests do, so that its own entry
 * is taken, at least until the registry doubles. However many they are, it is to cost the same.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@Threads(1)
@State(Scope.Thread)
public class CrowdBenchmark {

  private static final byte[] BODY = new byte[10];

  @Param({"0", "10", "100", "1000", "10000"})
  public int inFlight;

  private final InFlightFilter filter = new InFlightFilter();
  private final FilterChain application =
      (request, response) -> response.getOutputStream().write(BODY);
  private final BenchmarkRequest request = new BenchmarkRequest();
  private final BenchmarkResponse response = new BenchmarkResponse();

  /** On the thread that is measured. */
  @Setup(Level.Trial)
  public void crowd() {
    Deployment deployment =
        Deployment.open(SettingsReader.defaults(), new Log(System.getLogger("benchmark")));
    for (int i = 0; i < inFlight; i++) {
      Object unused = deployment.drain().enter("GET", "/parked");
    }
    System.gc(); // In a server that has run for long, what is there for good is old.
  }

  @Benchmark
  public void amongOthers() throws IOException, ServletException {
    filter.doFilter(request, response, application);
  }
}
