package io.lameduck.tck.load;

import java.time.Duration;

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
    Duration timeout) {

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
