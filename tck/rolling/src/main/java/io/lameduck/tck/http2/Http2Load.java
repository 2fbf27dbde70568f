package io.lameduck.tck.http2;

import io.lameduck.tck.http2.client.Address;
import io.lameduck.tck.http2.client.ClientLibrary;
import io.lameduck.tck.http2.client.RealClient;
import io.lameduck.tck.load.Outcome;
import io.lameduck.tck.load.RequestRecord;
import io.lameduck.tck.load.Workload;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * Load of real HTTP/2 clients: some of each library, each shared by threads that send requests of
 * every kind.
 */
final class Http2Load implements Workload, AutoCloseable {

  /** Of each library; a balancer that takes turns sends each to another instance. */
  private static final int CLIENTS = 2;

  private final Map<ClientLibrary, List<RealClient>> clients = new EnumMap<>(ClientLibrary.class);
  private final List<Exchange.Kind> kinds;
  private final LoadLog log = new LoadLog();
  private volatile List<ExchangeLoop> loops = List.of();

  /** Makes the clients, which send these kinds of requests; none connects yet. */
  Http2Load(Address address, List<ClientLibrary> libraries, List<Exchange.Kind> kinds)
      throws IOException {
    this.kinds = List.copyOf(kinds);
    for (ClientLibrary library : libraries) {
      List<RealClient> opened = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        opened.add(library.open(address));
      }
      clients.put(library, opened);
    }
  }

  @Override
  public List<Callable<List<RequestRecord>>> clients(
      long origin, CountDownLatch stop, Consumer<Outcome> tally) {
    List<ExchangeLoop> all = new ArrayList<>();
    for (Exchange exchange : exchanges()) {
      for (RealClient client : clients.getOrDefault(exchange.library(), List.of())) {
        for (int i = 0; i < exchange.kind().threads(); i++) {
          all.add(new ExchangeLoop(exchange, client, log, origin, stop, tally));
        }
      }
    }
    loops = List.copyOf(all);
    return List.copyOf(all);
  }

  /**
   * Blocks until each thread of each client has been answered: a client in a JVM that has just
   * started takes seconds for its first connection.
   *
   * @throws IllegalStateException if that is not within this time
   */
  void awaitAnswers(Duration bound) throws InterruptedException {
    long deadline = System.nanoTime() + bound.toNanos();
    for (ExchangeLoop loop : loops) {
      if (!loop.awaitAnswer(Duration.ofNanos(deadline - System.nanoTime()))) {
        throw new IllegalStateException("a client got no answer within " + bound);
      }
    }
  }

  private List<Exchange> exchanges() {
    return clients.keySet().stream()
        .flatMap(library -> kinds.stream().map(kind -> new Exchange(library, kind)))
        .filter(Exchange::isAskedFor)
        .toList();
  }

  /** What it has seen so far. */
  LoadLog log() {
    return log;
  }

  @Override
  public void close() {
    clients.values().forEach(opened -> opened.forEach(RealClient::close));
  }
}
