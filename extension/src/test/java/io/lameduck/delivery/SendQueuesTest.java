package io.lameduck.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.concurrent.MonotonicClock;
import io.lameduck.log.Log;
import io.lameduck.log.RecordingLogger;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With real sockets of this process, and with tables as Linux writes them. */
@EnabledOnOs(OS.LINUX)
@Timeout(30)
class SendQueuesTest {

  private static final String HEAD =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
          + " inode\n";

  /** Port 8080, and so is the first of the connections; the other is one to a database. */
  private static final String TABLE =
      HEAD
          + "   0: 00000000:1F90 00000000:0000 0A 00000000:00000007 00:00000000 00000000  1000     "
          + "   0 4711 1 0000000000000000 100 0 0 10 0\n"
          + "   1: 0100007F:1F90 0100007F:D431 01 00000A00:00000000 01:00000014 00000000  1000     "
          + "   0 4712 4 0000000000000000 20 4 30 10 -1\n"
          + "   2: 0100007F:D500 0100007F:1538 01 00000007:00000000 01:00000014 00000000  1000     "
          + "   0 4713 4 0000000000000000 20 4 30 10 -1\n";

  private final SendQueues queues = SendQueues.find().orElseThrow();

  @Test
  void whatAClientHasNotTakenInIsSeenUntilItHas() throws IOException {
    try (ServerSocketChannel listener = ServerSocketChannel.open()) {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      try (SocketChannel client = SocketChannel.open(listener.getLocalAddress())) {
        long sent;
        try (SocketChannel server = listener.accept()) {
          sent = fill(server);
          assertThat(queues.bytes()).isPositive().isLessThanOrEqualTo(sent);
        }
        assertThat(queues.bytes()).as("of one that is closed").isPositive();

        InputStream in = client.socket().getInputStream();
        assertThat(in.readAllBytes()).hasSize((int) sent);
        RecordingLogger logger = new RecordingLogger();
        new PendingWritesAwait(List.of(queues), MonotonicClock.system(), new Log(logger))
            .await(Duration.ofSeconds(10), () -> false, 0);
        assertThat(queues.bytes()).isZero();
        assertThat(logger.lines()).isEmpty();
      }
    }
  }

  /** To somebody else's listener: nobody's response. */
  @Test
  void whatThisProcessAsksOfAnotherIsNone(@TempDir Path process) throws IOException {
    long unsent = in(process, TABLE, "socket:[4711]").orElseThrow().bytes();
    assertThat(unsent).isEqualTo(0xA00);
  }

  @Test
  void theListenersOfOtherProcessesAreNotOurs(@TempDir Path process) throws IOException {
    assertThat(in(process, TABLE, "socket:[99]").orElseThrow().bytes()).isZero();
  }

  @Test
  void theConnectionsThatWaitToBeAcceptedAreNoBytes(@TempDir Path process) throws IOException {
    String listener = TABLE.substring(0, TABLE.indexOf("   1:"));
    assertThat(in(process, listener, "socket:[4711]").orElseThrow().bytes()).isZero();
  }

  /** The end of a connection is counted as a byte until it is acknowledged; nothing is lost. */
  @Test
  void theEndOfAConnectionIsNoByte(@TempDir Path process) throws IOException {
    String sends = ":D431 01 00000A00";
    assertThat(TABLE).contains(sends);
    for (String state : List.of("04", "09", "0B")) { // FIN_WAIT1, LAST_ACK, CLOSING
      Path each = Files.createDirectory(process.resolve(state));
      String nothing = TABLE.replace(sends, ":D431 " + state + " 00000001");
      assertThat(in(each.resolve("1"), nothing, "socket:[4711]").orElseThrow().bytes()).isZero();
      String more = TABLE.replace(sends, ":D431 " + state + " 00000A01");
      long unsent = in(each.resolve("2"), more, "socket:[4711]").orElseThrow().bytes();
      assertThat(unsent).isEqualTo(0xA00);
    }
    String one = TABLE.replace(sends, ":D431 01 00000001");
    assertThat(in(process.resolve("3"), one, "socket:[4711]").orElseThrow().bytes()).isEqualTo(1);
  }

  @Test
  void anotherSystemDoesNotTell(@TempDir Path process) {
    assertThat(SendQueues.find(process)).isEmpty();
  }

  private static Optional<SendQueues> in(Path process, String table, String descriptor)
      throws IOException {
    Files.createDirectories(process.resolve("net"));
    Files.writeString(process.resolve("net/tcp"), table);
    Files.createDirectories(process.resolve("fd"));
    Files.createSymbolicLink(process.resolve("fd/0"), Path.of("/dev/null"));
    Files.createSymbolicLink(process.resolve("fd/7"), Path.of(descriptor));
    return SendQueues.find(process);
  }

  private static long fill(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    ByteBuffer block = ByteBuffer.allocate(64 * 1024);
    long sent = 0;
    int written;
    do {
      block.clear();
      written = channel.write(block);
      sent += written;
    } while (written > 0);
    return sent;
  }
}
