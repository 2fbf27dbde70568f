package io.lameduck.samples.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Where a pod of the samples has its server: says what it hears, and drains nothing. */
final class StandInServer {

  /** Set where it is not to end by itself. */
  static final String HANGS = "STAND_IN_HANGS";

  /** Set where it is to hear another token than the one of the pod. */
  static final String TOKEN = "STAND_IN_TOKEN";

  /** The port of the drain endpoint. */
  static final String PORT = "STAND_IN_PORT";

  private StandInServer() {}

  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(System.getenv(PORT));
    HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
    server.createContext("/shop/lameduck/drain", StandInServer::drain);
    server.start();
    Runtime.getRuntime().addShutdownHook(new Thread(StandInServer::stop));
    say("READY " + System.getenv("LAMEDUCK_GRACE_PERIOD"));
  }

  private static void drain(HttpExchange exchange) throws IOException {
    String token =
        Optional.ofNullable(System.getenv(TOKEN))
            .orElseGet(() -> System.getenv("LAMEDUCK_ENDPOINT_TOKEN"));
    boolean allowed =
        ("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    say((allowed ? "DRAIN " : "REFUSED ") + exchange.getRequestMethod());
    exchange.sendResponseHeaders(allowed ? 200 : 401, -1);
    exchange.close();
  }

  private static void stop() {
    say("TERM");
    if (System.getenv(HANGS) != null) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
