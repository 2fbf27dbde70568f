package io.lameduck.tck.runner.payara.server;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** Sends a running server the commands that {@code asadmin} sends, without a JVM for each. */
final class AdminListener {

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port;
  private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

  AdminListener(int port) {
    this.port = port;
  }

  /**
   * Returns at once; what comes of it is in the server's log. It is sent when the command before it
   * is done: the server may answer requests to an application while it still deploys it, and then
   * refuses to undeploy it.
   */
  synchronized void send(String command, String operand) {
    HttpRequest request = request(command, operand);
    last =
        last.handle((done, failure) -> request)
            .thenCompose(next -> client.sendAsync(next, HttpResponse.BodyHandlers.discarding()));
  }

  private HttpRequest request(String command, String operand) {
    String query = "DEFAULT=" + URLEncoder.encode(operand, StandardCharsets.UTF_8);
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + port + "/__asadmin/" + command + "?" + query))
        .header("X-Requested-By", "tck")
        .POST(HttpRequest.BodyPublishers.noBody())
        .build();
  }
}
