package io.lameduck.tck.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lameduck.tck.harness.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one side does is what the other side sees. */
@Timeout(30)
class TcpBalancerTest {

  private static final int MEBIBYTE = 1 << 20;

  @Test
  void bytesAndHalfClosesPassBothWays() throws Exception {
    byte[] request = random(1);
    byte[] response = random(2);
    try (Joined joined = new Joined()) {
      CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(joined.client, request));
      assertThat(joined.instance.getInputStream().readAllBytes()).isEqualTo(request);
      sent.join();
      CompletableFuture<Void> answered =
          CompletableFuture.runAsync(() -> send(joined.instance, response));
      assertThat(joined.client.getInputStream().readAllBytes()).isEqualTo(response);
      answered.join();
    }
  }

  @Test
  void theInstanceMayHalfCloseFirst() throws Exception {
    byte[] request = random(3);
    try (Joined joined = new Joined()) {
      joined.instance.shutdownOutput();
      assertThat(joined.client.getInputStream().read()).isEqualTo(-1);
      CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(joined.client, request));
      assertThat(joined.instance.getInputStream().readAllBytes()).isEqualTo(request);
      sent.join();
    }
  }

  @Test
  void resetOfTheInstanceReachesTheClient() throws Exception {
    try (Joined joined = new Joined()) {
      TcpPair.reset(joined.instance);
      assertReset(joined.client);
    }
  }

  @Test
  void resetOfTheClientReachesTheInstance() throws Exception {
    try (Joined joined = new Joined()) {
      TcpPair.reset(joined.client);
      assertReset(joined.instance);
    }
  }

  @Test
  void closingResetsWhatIsOpen() throws Exception {
    try (Joined joined = new Joined()) {
      joined.balancer.close();
      assertReset(joined.client);
      assertThatThrownBy(() -> connect(joined.balancer.port())).isInstanceOf(IOException.class);
    }
  }

  @Test
  void anInstanceThatRefusesIsAFailureOfTheClient() throws Exception {
    try (TcpBalancer balancer = TcpBalancer.start(List.of(FreePorts.next()));
        Socket client = connect(balancer.port())) {
      assertReset(client);
    }
  }

  @Test
  void allOutIsAFailureOfTheClient() throws Exception {
    try (Target target = Target.saying(Target.FINE);
        TcpBalancer balancer = TcpBalancer.start(List.of(target.port()))) {
      balancer.takeOut(0);
      try (Socket client = connect(balancer.port())) {
        assertReset(client);
      }
    }
  }

  @Test
  void newConnectionsTakeTurnsAmongThoseThatAreIn() throws Exception {
    try (ServerSocket first = listen();
        ServerSocket second = listen();
        TcpBalancer balancer =
            TcpBalancer.start(List.of(first.getLocalPort(), second.getLocalPort()))) {
      accepted(balancer, first);
      accepted(balancer, second);
      balancer.takeOut(0);
      accepted(balancer, second);
      accepted(balancer, second);
      balancer.putIn(0);
      accepted(balancer, first);
      accepted(balancer, second);
    }
  }

  @Test
  void takingOutLeavesConnectionsAlone() throws Exception {
    try (Joined joined = new Joined()) {
      joined.balancer.takeOut(0);
      joined.client.getOutputStream().write(42);
      assertThat(joined.instance.getInputStream().read()).isEqualTo(42);
    }
  }

  private static void accepted(TcpBalancer balancer, ServerSocket expected) throws IOException {
    try (Socket client = connect(balancer.port());
        Socket instance = expected.accept()) {
      client.getOutputStream().write(1);
      assertThat(instance.getInputStream().read()).isEqualTo(1);
    }
  }

  private static void assertReset(Socket socket) {
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
  }

  private static byte[] random(long seed) {
    byte[] bytes = new byte[MEBIBYTE];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static void send(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  private static Socket connect(int port) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  /** A client and an instance, with the balancer between. */
  private static final class Joined implements AutoCloseable {
    final ServerSocket listener = listen();
    final TcpBalancer balancer = TcpBalancer.start(List.of(listener.getLocalPort()));
    final Socket client = connect(balancer.port());
    final Socket instance = listener.accept();

    Joined() throws IOException {}

    @Override
    public void close() throws IOException {
      client.close();
      instance.close();
      balancer.close();
      listener.close();
    }
  }
}
