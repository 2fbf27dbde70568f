package io.lameduck.servlet;

import io.lameduck.inflight.Lease;
import io.lameduck.inflight.RequestGate;
import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.GracefulShutdownHandler;
import io.undertow.util.HeaderMap;
import java.lang.reflect.Field;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A request that comes and goes at our gate, and at the two that servers bring for their own
 * shutdown: Undertow's {@link GracefulShutdownHandler} and Jetty's {@link GracefulHandler}. Each
 * counts one more, looks whether it is closed, counts one less, and looks whether somebody waits.
 *
 * <p>Comparable: the count, which is one word in each of them, and what it takes to hear of the
 * end. Not comparable: ours also reads the clock (as {@code Drain.enter} does) and writes down what
 * came and who works on it; Undertow's is measured with a new exchange, as it has one for each
 * request, of which {@link #undertowExchange} is the part that is not the handler's; Jetty's wraps
 * the request and the callback, as our filter does in the servlet world ({@link FilterBenchmark}),
 * and counts those wrappers of streams, too, where there is an upgrade. Neither sets a header on
 * the response, nor knows what is stuck.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@Threads(1)
@State(Scope.Benchmark)
public class GracefulHandlersBenchmark {

  private static final HeaderMap NO_HEADERS = new HeaderMap();
  private static final ExchangeCompletionListener IGNORES = (exchange, next) -> next.proceed();
  private static final ExchangeCompletionListener.NextListener LAST = () -> {};

  private final RequestGate gate = new RequestGate();
  private final GracefulShutdownHandler undertow = new GracefulShutdownHandler(exchange -> {});
  private final ExchangeCompletionListener undertowsEnd = endOf(undertow);
  private final GracefulHandler jetty =
      new GracefulHandler(
          new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
              callback.succeeded();
              return true;
            }
          });
  private final Request request = Unused.of(Request.class);
  private final Response response = Unused.of(Response.class);

  @Setup
  public void start() throws Exception {
    undertow.start();
    jetty.start();
  }

  /** The exchange calls it when it is over; it is the handler's own. */
  private static ExchangeCompletionListener endOf(GracefulShutdownHandler handler) {
    try {
      Field listener = GracefulShutdownHandler.class.getDeclaredField("listener");
      listener.setAccessible(true);
      return (ExchangeCompletionListener) listener.get(handler);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Benchmark
  public void lameduckGate() {
    Lease lease = Lease.enter(gate, "GET", "/shop/api/orders/4711", System.nanoTime());
    lease.end();
  }

  @Benchmark
  public HttpServerExchange undertowExchange() {
    HttpServerExchange exchange = new HttpServerExchange(null, NO_HEADERS, NO_HEADERS, 0);
    exchange.addExchangeCompleteListener(IGNORES);
    IGNORES.exchangeEvent(exchange, LAST);
    return exchange;
  }

  @Benchmark
  public HttpServerExchange undertow() throws Exception {
    HttpServerExchange exchange = new HttpServerExchange(null, NO_HEADERS, NO_HEADERS, 0);
    undertow.handleRequest(exchange);
    undertowsEnd.exchangeEvent(exchange, LAST);
    return exchange;
  }

  @Benchmark
  public boolean jetty() throws Exception {
    return jetty.handle(request, response, Callback.NOOP);
  }
}
