package io.lameduck.tck.http2.client;

import io.lameduck.tck.harness.NarrowInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.AsyncRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * Jetty's with its HTTP/2 transport, cleartext with prior knowledge, on one connection. It sends a
 * request on another connection if it could not send it on the first; what it has sent it does not
 * repeat. Its pool takes a GOAWAY for the end of one stream, and so loses the last one that runs.
 */
final class JettyClient implements RealClient {

  private static final int WINDOW = 1 << 16;

  private final Address address;
  private final HttpClient client;

  JettyClient(Address address) throws IOException {
    this.address = address;
    SslContextFactory.Client tls = new SslContextFactory.Client(true);
    tls.setEndpointIdentificationAlgorithm(null);
    ClientConnector connector = new ClientConnector();
    connector.setSslContextFactory(tls);
    HTTP2Client http2 = new HTTP2Client(connector);
    http2.setInitialStreamRecvWindow(WINDOW);
    client = new HttpClient(new HttpClientTransportOverHTTP2(http2));
    client.setMaxConnectionsPerDestination(1);
    client.setFollowRedirects(false);
    try {
      client.start();
    } catch (Exception e) {
      throw new IOException("Jetty's client does not start", e);
    }
  }

  @Override
  public Answer get(String path, int bytesPerSecond) throws IOException, InterruptedException {
    InputStreamResponseListener listener = new InputStreamResponseListener();
    request(path).send(listener);
    return read(listener, bytesPerSecond);
  }

  @Override
  public Answer post(String path, byte[] body, int bytesPerSecond)
      throws IOException, InterruptedException {
    InputStreamResponseListener listener = new InputStreamResponseListener();
    // It queues what is written, without a wait that never ends if the connection does.
    AsyncRequestContent content = new AsyncRequestContent();
    request(path).method(HttpMethod.POST).body(content).send(listener);
    try (InputStream in = new NarrowInput(new ByteArrayInputStream(body), bytesPerSecond)) {
      byte[] part = new byte[1 << 12];
      for (int count = in.read(part); count >= 0; count = in.read(part)) {
        content.write(ByteBuffer.wrap(part, 0, count), Callback.NOOP);
        part = new byte[1 << 12];
      }
    }
    content.close();
    return read(listener, AT_ONCE);
  }

  private static Answer read(InputStreamResponseListener listener, int bytesPerSecond)
      throws IOException, InterruptedException {
    try {
      Response response = listener.get(BOUND.toMillis(), TimeUnit.MILLISECONDS);
      return Answer.read(
          response.getStatus(),
          response.getVersion().asString(),
          listener.getInputStream(),
          bytesPerSecond);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(e);
    }
  }

  private Request request(String path) {
    return client.newRequest(address.url(path)).timeout(BOUND.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    try {
      client.stop();
    } catch (Exception e) {
      throw new IllegalStateException("Jetty's client does not stop", e);
    }
  }
}
