package io.lameduck.tck.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.harness.FreePorts;
import io.lameduck.tck.http2.client.Address;
import io.lameduck.tck.http2.client.Answer;
import io.lameduck.tck.http2.client.ClientLibrary;
import io.lameduck.tck.http2.client.RealClient;
import io.lameduck.tck.load.RequestRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RealClientTest {

  private static final String PATH = "/any";

  @ParameterizedTest
  @EnumSource(names = {"JAVA", "OKHTTP", "JETTY", "RAW"})
  void exchangesAreOfHttp2AndWhole(ClientLibrary library) throws Exception {
    try (EmbeddedServer server = new EmbeddedServer(200);
        RealClient client = library.open(new Address(server.port(), false))) {
      assertThat(client.get(PATH, RealClient.AT_ONCE)).matches(answer -> isOf(answer, 200, 2));
      assertThat(client.get(PATH + "?large", RealClient.AT_ONCE))
          .matches(answer -> isOf(answer, 200, EmbeddedServer.LARGE));
      assertThat(client.post(PATH, new byte[1 << 14], RealClient.AT_ONCE))
          .matches(answer -> isOf(answer, 200, 2));
    }
  }

  private static boolean isOf(Answer answer, int status, int length) {
    return answer.status() == status
        && answer.length() == length
        && answer.protocol().replace('.', '_').matches("HTTP[/_]2(_0)?|H2_PRIOR_KNOWLEDGE");
  }

  @ParameterizedTest
  @EnumSource(names = {"JAVA", "OKHTTP", "JETTY", "RAW"})
  void eachStatusButOneIsAFailure(ClientLibrary library) throws Exception {
    try (EmbeddedServer server = new EmbeddedServer(503)) {
      LoadLog log = failures(library, server.port());
      assertThat(log.failures()).isNotEmpty().allMatch(f -> f.why().startsWith("status 503"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"JAVA", "OKHTTP", "JETTY", "RAW"})
  void aRefusedConnectionIsAFailure(ClientLibrary library) throws Exception {
    LoadLog log = failures(library, FreePorts.next());
    assertThat(log.failures()).isNotEmpty().allMatch(f -> f.why().contains("ConnectException"));
  }

  /** Of a load that ends as soon as some have ended; each of its requests has failed. */
  private static LoadLog failures(ClientLibrary library, int port) throws Exception {
    CountDownLatch some = new CountDownLatch(20);
    CountDownLatch stop = new CountDownLatch(1);
    ExecutorService threads = Executors.newCachedThreadPool();
    Address address = new Address(port, false);
    List<Exchange.Kind> all = List.of(Exchange.Kind.values());
    try (Http2Load load = new Http2Load(address, List.of(library), all)) {
      List<Future<List<RequestRecord>>> clients = new ArrayList<>();
      load.clients(System.nanoTime(), stop, outcome -> some.countDown())
          .forEach(client -> clients.add(threads.submit(client)));
      assertThat(some.await(1, TimeUnit.MINUTES)).isTrue();
      stop.countDown();
      List<RequestRecord> requests = new ArrayList<>();
      for (Future<List<RequestRecord>> client : clients) {
        requests.addAll(client.get());
      }
      assertThat(requests).noneMatch(request -> request.outcome().ok());
      assertThat(load.log().failures()).hasSameSizeAs(requests);
      return load.log();
    } finally {
      threads.shutdownNow();
    }
  }
}
