package io.lameduck.tck.http2.client;

import io.lameduck.tck.harness.NarrowInput;
import io.lameduck.tck.harness.TrustingTls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * OkHttp, cleartext with prior knowledge. With {@code retryOnConnectionFailure(false)} it repeats
 * nothing at all, not even a stream that was refused or is above the last one of a GOAWAY.
 */
final class OkClient implements RealClient {

  private final Address address;
  private final OkHttpClient client;

  OkClient(Address address) {
    this.address = address;
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .retryOnConnectionFailure(false)
            .connectionPool(new ConnectionPool())
            .connectTimeout(BOUND)
            .readTimeout(BOUND)
            .writeTimeout(BOUND)
            .callTimeout(BOUND);
    if (address.tls()) {
      builder
          .protocols(List.of(Protocol.HTTP_2, Protocol.HTTP_1_1))
          .hostnameVerifier((name, session) -> true)
          .sslSocketFactory(TrustingTls.context().getSocketFactory(), TrustingTls.trustManager());
    } else {
      builder.protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
    }
    client = builder.build();
  }

  @Override
  public Answer get(String path, int bytesPerSecond) throws IOException {
    return send(request(path).build(), bytesPerSecond);
  }

  @Override
  public Answer post(String path, byte[] body, int bytesPerSecond) throws IOException {
    return send(request(path).post(new SlowBody(body, bytesPerSecond)).build(), AT_ONCE);
  }

  private Answer send(Request request, int bytesPerSecond) throws IOException {
    try (Response response = client.newCall(request).execute()) {
      ResponseBody body = Objects.requireNonNull(response.body(), "executed");
      return Answer.read(
          response.code(), response.protocol().name(), body.byteStream(), bytesPerSecond);
    }
  }

  private Request.Builder request(String path) {
    return new Request.Builder().url(address.url(path));
  }

  @Override
  public void close() {
    client.connectionPool().evictAll();
    client.dispatcher().executorService().shutdown();
  }

  private static final class SlowBody extends RequestBody {

    private final byte[] body;
    private final int bytesPerSecond;

    SlowBody(byte[] body, int bytesPerSecond) {
      this.body = body;
      this.bytesPerSecond = bytesPerSecond;
    }

    @Override
    public @Nullable MediaType contentType() {
      return null;
    }

    @Override
    public long contentLength() {
      return body.length;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      try (InputStream in = new NarrowInput(new ByteArrayInputStream(body), bytesPerSecond)) {
        in.transferTo(sink.outputStream());
      }
    }
  }
}
