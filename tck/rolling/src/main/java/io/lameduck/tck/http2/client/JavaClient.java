package io.lameduck.tck.http2.client;

import io.lameduck.tck.harness.NarrowInput;
import io.lameduck.tck.harness.TrustingTls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The JDK's own. Cleartext it begins each connection with an upgrade from HTTP/1.1, and stays with
 * that if the server does. It repeats streams above the last one of a GOAWAY from JDK 24 and
 * 17.0.17 on; before, it fails all streams of the connection (JDK-8335181).
 */
final class JavaClient implements RealClient {

  private final Address address;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "java client");
            thread.setDaemon(true);
            return thread;
          });
  private final HttpClient client;

  JavaClient(Address address) {
    this.address = address;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_2)
            .executor(threads)
            .sslContext(TrustingTls.context())
            .connectTimeout(BOUND)
            .build();
  }

  @Override
  public Answer get(String path, int bytesPerSecond) throws IOException, InterruptedException {
    return send(request(path).GET().build(), bytesPerSecond);
  }

  @Override
  public Answer post(String path, byte[] body, int bytesPerSecond)
      throws IOException, InterruptedException {
    BodyPublisher slowly =
        BodyPublishers.fromPublisher(
            BodyPublishers.ofInputStream(
                () -> new NarrowInput(new ByteArrayInputStream(body), bytesPerSecond)),
            body.length);
    return send(request(path).POST(slowly).build(), AT_ONCE);
  }

  private Answer send(HttpRequest request, int bytesPerSecond)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
    return Answer.read(
        response.statusCode(), response.version().name(), response.body(), bytesPerSecond);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address.url(path))).timeout(BOUND);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
