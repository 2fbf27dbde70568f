package io.lameduck.samples.tests;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.FixedRate;
import io.lameduck.tck.harness.ServerProcess;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A shop that is open, is told to stop while everything runs, and has ended.
 *
 * @param accepted how many orders were answered with 201
 * @param failures of orders
 * @param lost orders that were answered with 201 and are not in the database
 * @param uninvoiced orders whose invoice was answered with 202 and was never written
 * @param events how the event stream ended
 * @param tracking how the WebSocket ended
 * @param reports how the slow requests ended
 * @param announced whether the check of the jar was seen DOWN while customers still came
 * @param exitTime from SIGTERM to the end of the process
 */
record Closing(
    int accepted,
    List<String> failures,
    TreeSet<Long> lost,
    TreeSet<Long> uninvoiced,
    String events,
    String tracking,
    String reports,
    boolean announced,
    Duration exitTime,
    int exitCode) {

  private static final Duration START_BOUND = Duration.ofMinutes(2);
  private static final Duration STOP_BOUND = Duration.ofSeconds(40);

  /** How long customers still come: a balancer that is this late. */
  private static final Duration LATE = Duration.ofSeconds(2);

  static Closing of(ServerProcess server, String database)
      throws ExchangeFailed, InterruptedException, SQLException {
    server.awaitReady(START_BOUND);
    int port = server.httpPort();
    OrderTally orders = new OrderTally();
    ReadinessProbe probe = new ReadinessProbe(server.healthPort());
    List<Long> invoiced;
    Visit visit;
    long told;
    List<Runnable> clients = new ArrayList<>(customers(port, orders));
    clients.add(probe);
    try (FixedRate load = FixedRate.every(Duration.ofMillis(50), clients)) {
      orders.awaitEnough(START_BOUND);
      visit = Visit.begin(port);
      invoiced = List.copyOf(orders.accepted().subList(0, 3));
      for (long order : invoiced) {
        OrderClient.orderInvoice(port, order);
      }
      told = System.nanoTime();
      server.sigterm();
      load.goOnFor(LATE);
    }
    int exitCode = server.awaitExit(STOP_BOUND);
    Duration exitTime = Duration.ofNanos(System.nanoTime() - told);

    Books books = Books.open(database);
    TreeSet<Long> lost = new TreeSet<>(orders.accepted());
    lost.removeAll(books.orders());
    TreeSet<Long> uninvoiced = new TreeSet<>(invoiced);
    uninvoiced.removeAll(books.invoices());
    return new Closing(
        orders.accepted().size(),
        orders.failures(),
        lost,
        uninvoiced,
        visit.events(),
        visit.tracking(),
        visit.reports(),
        probe.seenDown(),
        exitTime,
        exitCode);
  }

  /** One line, for the report. */
  String summary() {
    return String.format(
        Locale.ROOT,
        "%d orders accepted, %d of them lost, %d failed; %d invoices lost; exit %d after %.1f s",
        accepted,
        lost.size(),
        failures.size(),
        uninvoiced.size(),
        exitCode,
        exitTime.toMillis() / 1000.0);
  }

  /** Six that keep their connection, two that do not: 160 orders a second. */
  private static List<OrderClient> customers(int port, OrderTally orders) {
    return IntStream.range(0, 8).mapToObj(i -> new OrderClient(port, i < 6, orders)).toList();
  }
}
