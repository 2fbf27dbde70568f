package io.lameduck.tck.harness;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The program that {@link JavaServerProcessTest} starts, signals and kills. */
final class SmallServer {

  private SmallServer() {}

  public static void main(String[] args) throws IOException {
    PrintStream out = System.out;
    if (args[0].equals("fail")) {
      out.println("cannot start");
      System.exit(7);
    }
    int port = Integer.parseInt(args[1]);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    Runtime.getRuntime().addShutdownHook(new Thread(() -> out.println("hook ran")));
    server.start();
    out.println("server listening");
  }
}
