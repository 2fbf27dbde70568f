package io.lameduck.deployment;

import io.lameduck.config.Settings;
import io.lameduck.config.SettingsReader;
import io.lameduck.inflight.Lease;
import io.lameduck.log.LineLogger;
import io.lameduck.log.Log;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A deployment whose log takes so many lines, and hangs for ever on each one after them; to be
 * signalled by {@link HungLogTest}. Prints each line that was asked for, and READY.
 */
final class HungLogProgram {

  /** The deadline is 4 s after the signal. */
  private static final Map<String, String> TIMES =
      Map.of(
          "lameduck.grace-period", "5s",
          "lameduck.stop-reserve", "1s",
          "lameduck.announce.min", "300ms",
          "lameduck.announce.quiet", "100ms",
          "lameduck.announce.max", "500ms",
          "lameduck.streams.timeout", "100ms");

  private static final AtomicInteger lines = new AtomicInteger();

  private HungLogProgram() {}

  /**
   * Runs until it is signalled.
   *
   * @param arguments how many lines the log takes, and {@code stuck} for a request that never ends
   *     or {@code unsent} for a client that does not read
   */
  public static void main(String[] arguments) throws Exception {
    int takes = Integer.parseInt(arguments[0]);
    Settings settings = SettingsReader.read(key -> Optional.ofNullable(TIMES.get(key)));
    Log log = new Log((LineLogger) (level, text) -> write(text, takes));
    Deployment deployment = Deployment.open(settings, log);
    deployment.arm();
    Lease.of(deployment.drain().enter("GET", "/")).end(); // So that there is a lame-duck phase.
    switch (arguments[1]) {
      case "stuck" -> stuck(deployment);
      case "unsent" -> fillASocket();
      default -> throw new IllegalArgumentException(arguments[1]);
    }
    print("READY");
    new CountDownLatch(1).await();
  }

  private static void stuck(Deployment deployment) throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    Thread request =
        new Thread(
            () -> {
              deployment.drain().enter("GET", "/stuck");
              entered.countDown();
              hang();
            });
    request.setDaemon(true);
    request.start();
    entered.await();
  }

  private static void fillASocket() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    @SuppressWarnings("resource") // Open until the end of the program.
    ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress(here, 0));
    @SuppressWarnings("resource")
    SocketChannel client = SocketChannel.open(server.getLocalAddress());
    SocketChannel accepted = server.accept();
    accepted.configureBlocking(false);
    while (accepted.write(ByteBuffer.allocate(1 << 20)) > 0) {
      // Until the system takes no more.
    }
    print("filled for " + client.getLocalAddress());
  }

  private static void write(String text, int takes) {
    print(text);
    if (lines.incrementAndGet() > takes) {
      hang();
    }
  }

  /** As a log whose pipe nobody reads; an interrupt changes nothing. */
  private static void hang() {
    while (true) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        print("interrupted");
      }
    }
  }

  private static void print(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
