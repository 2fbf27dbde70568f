package io.lameduck.tck.thirdparty;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * Stands between a health TCK, which counts the checks of an answer, and the server: it removes the
 * jar's own check from each answer. Whatever is wrong with that check becomes a 500, which no test
 * accepts.
 */
final class HealthProxy {

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI server;
  private final URI uri;

  private HealthProxy(URI server) throws IOException {
    this.server = server;
    HttpServer proxy =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext("/", this::answer);
    proxy.start();
    uri = URI.create("http://127.0.0.1:" + proxy.getAddress().getPort());
  }

  /** Starts one for this JVM; it ends with it. */
  static URI before(URI server) {
    try {
      return new HealthProxy(server).uri;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      int status;
      String body;
      try {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path)).build();
        HttpResponse<String> response =
            client.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
        response
            .headers()
            .firstValue("Content-Type")
            .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
        body = OwnCheck.removedFrom(response.body(), path);
        status = response.statusCode();
      } catch (InterruptedException | IOException | IllegalStateException e) {
        System.out.println("Health proxy: " + e);
        body = e.toString();
        status = 500;
      }
      byte[] bytes = body.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
