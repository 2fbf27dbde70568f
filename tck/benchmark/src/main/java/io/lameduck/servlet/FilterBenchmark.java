package io.lameduck.servlet;

import io.lameduck.config.SettingsReader;
import io.lameduck.deployment.Deployment;
import io.lameduck.drain.Trigger;
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
 * The whole way of a request through the filter, with an application that writes ten bytes, beside
 * the same without the filter. The difference is what the jar costs.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class FilterBenchmark {

  private static final byte[] BODY = new byte[10];

  /** {@code draining} says Connection: close on each response. */
  @Param({"serving", "draining"})
  public String phase = "serving";

  private final InFlightFilter filter = new InFlightFilter();
  private final FilterChain application =
      (request, response) -> response.getOutputStream().write(BODY);

  /** One exchange a thread, as in a server that re-uses them. */
  @State(Scope.Thread)
  public static class Exchange {

    final BenchmarkRequest request = new BenchmarkRequest();
    final BenchmarkResponse response = new BenchmarkResponse();
  }

  /** A deployment that serves, or one whose drain has begun. */
  @Setup(Level.Trial)
  public void open() {
    Deployment deployment =
        Deployment.open(SettingsReader.defaults(), new Log(System.getLogger("benchmark")));
    if (phase.equals("draining")) {
      deployment.drain().cutShort();
      deployment.drain().run(Trigger.SIGNAL);
    }
    System.gc(); // In a server that has run for long, what is there for good is old.
  }

  @Benchmark
  @Threads(1)
  public void withoutFilter(Exchange exchange) throws IOException, ServletException {
    application.doFilter(exchange.request, exchange.response);
  }

  @Benchmark
  @Threads(1)
  public void oneThread(Exchange exchange) throws IOException, ServletException {
    filter.doFilter(exchange.request, exchange.response, application);
  }

  @Benchmark
  @Threads(2)
  public void twoThreads(Exchange exchange) throws IOException, ServletException {
    filter.doFilter(exchange.request, exchange.response, application);
  }

  @Benchmark
  @Threads(8)
  public void eightThreads(Exchange exchange) throws IOException, ServletException {
    filter.doFilter(exchange.request, exchange.response, application);
  }
}
