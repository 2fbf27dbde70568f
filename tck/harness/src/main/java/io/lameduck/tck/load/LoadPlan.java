package io.lameduck.tck.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * Who asks for what, and how often.
 *
 * @param port of the balancer, on the loopback interface
 * @param fastPath asked for by keep-alive and new-connection clients
 * @param slowPath asked for by slow clients
 * @param keepAlive number of clients of this kind
 * @param newConnection number of clients of this kind
 * @param slow number of clients of this kind
 * @param keepAliveInterval from the start of one request of a keep-alive client to the next; a
 *     request that takes longer delays the next one, and nothing is made up for
 * @param newConnectionInterval the same for new-connection clients
 * @param timeout for one request, from its connect to the last byte of its response
 */
public record LoadPlan(
    int port,
    String fastPath,
    String slowPath,
    int keepAlive,
    int newConnection,
    int slow,
    Duration keepAliveInterval,
    Duration newConnectionInterval,
    Duration timeout)
    implements Workload {

  private static final double NEW_CONNECTION_SHARE = 0.12;

  /**
   * Twenty clients at a pace that two cores can serve beside two servers: 12 keep-alive with 50
   * requests a second each, 4 new-connection with 20, 4 slow.
   */
  public static LoadPlan of(int port, String fastPath, String slowPath) {
    return new LoadPlan(
        port,
        fastPath,
        slowPath,
        12,
        4,
        4,
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofSeconds(15));
  }

  /**
   * As many clients of each kind as make this rate with paces like those of {@link #of}.
   *
   * @param rate of all requests, a second
   * @param slowShare the part of them that are slow, from 0 to 1
   * @param slowTime how long a slow request takes
   */
  public static LoadPlan atRate(
      int port,
      String fastPath,
      String slowPath,
      double rate,
      double slowShare,
      Duration slowTime) {
    double fastRate = rate * (1 - slowShare);
    double newRate = fastRate * NEW_CONNECTION_SHARE;
    double keepAliveRate = fastRate - newRate;
    int keepAlive = atLeastOne(keepAliveRate / 50);
    int newConnection = atLeastOne(newRate / 20);
    double slow = rate * slowShare * slowTime.toMillis() / 1_000;
    return new LoadPlan(
        port,
        fastPath,
        slowPath,
        keepAlive,
        newConnection,
        slowShare == 0 ? 0 : atLeastOne(slow),
        interval(keepAlive, keepAliveRate),
        interval(newConnection, newRate),
        Duration.ofSeconds(15));
  }

  @Override
  public List<Callable<List<RequestRecord>>> clients(
      long origin, CountDownLatch stop, Consumer<Outcome> tally) {
    List<Callable<List<RequestRecord>>> clients = new ArrayList<>();
    for (ClientKind kind : ClientKind.values()) {
      int number = clients(kind);
      for (int i = 0; i < number; i++) {
        Duration offset = interval(kind).multipliedBy(i).dividedBy(number);
        clients.add(new Client(kind, this, origin, offset, stop, tally));
      }
    }
    return clients;
  }

  private static int atLeastOne(double clients) {
    return Math.max(1, (int) Math.round(clients));
  }

  private static Duration interval(int clients, double rate) {
    return Duration.ofNanos(Math.round(1e9 * clients / rate));
  }

  int clients(ClientKind kind) {
    return switch (kind) {
      case KEEP_ALIVE -> keepAlive;
      case NEW_CONNECTION -> newConnection;
      case SLOW -> slow;
    };
  }

  Duration interval(ClientKind kind) {
    return switch (kind) {
      case KEEP_ALIVE -> keepAliveInterval;
      case NEW_CONNECTION -> newConnectionInterval;
      case SLOW -> Duration.ZERO;
    };
  }

  String path(ClientKind kind) {
    return kind == ClientKind.SLOW ? slowPath : fastPath;
  }
}
