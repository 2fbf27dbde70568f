package io.lameduck.delivery;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What Linux has taken from this process for the clients of its listeners, and they have not yet
 * acknowledged. It is lost if the container's network goes with its last process, and if a client
 * says something more, as each of HTTP/2 does that grants a window: the answer to it is a reset
 * (RFC 9293, 3.10.7.1).
 *
 * <p>Read from {@code /proc} (proc(5), {@code /proc/net/tcp}); looked at in a drain only.
 */
final class SendQueues implements PendingWrites {

  private static final String LISTENING = "0A";

  /** FIN_WAIT1, LAST_ACK, CLOSING. */
  private static final Set<String> ENDING = Set.of("04", "09", "0B");

  private static final String NOTHING = "00000000";
  private static final int HEXADECIMAL = 16;

  /** From the begin of a line into the local address, beyond the colon of its number. */
  private static final int ADDRESS = "   0: ".length();

  /** Among the fields from the queues on. */
  private static final int INODE = 5;

  private final Path process;

  private SendQueues(Path process) {
    this.process = process;
  }

  /** Empty if the operating system does not tell. */
  static Optional<SendQueues> find() {
    return find(Path.of("/proc/self"));
  }

  static Optional<SendQueues> find(Path process) {
    return Files.isReadable(process.resolve("net/tcp"))
        ? Optional.of(new SendQueues(process))
        : Optional.empty();
  }

  @Override
  public String name() {
    return "Linux";
  }

  @Override
  public long bytes() throws IOException {
    List<Connection> connections = new ArrayList<>();
    read(process.resolve("net/tcp"), connections);
    read(process.resolve("net/tcp6"), connections);
    if (connections.stream().allMatch(Connection::listening)) {
      return 0; // As a rule; then there is nothing to look for.
    }
    Set<Integer> ports = ownPorts(connections);
    return connections.stream()
        .filter(connection -> ports.contains(connection.port()))
        .mapToLong(Connection::unsent)
        .sum();
  }

  /** The namespace may be shared with other processes. */
  private Set<Integer> ownPorts(List<Connection> connections) throws IOException {
    Set<String> own = sockets();
    Set<Integer> ports = new HashSet<>();
    for (Connection connection : connections) {
      if (connection.listening() && own.contains(connection.inode())) {
        ports.add(connection.port());
      }
    }
    return ports;
  }

  private Set<String> sockets() throws IOException {
    Set<String> sockets = new HashSet<>();
    try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
      for (Path descriptor : (Iterable<Path>) descriptors::iterator) {
        String target = target(descriptor);
        if (target.startsWith("socket:[")) {
          sockets.add(target.substring("socket:[".length(), target.length() - 1));
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return sockets;
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return ""; // Closed meanwhile.
    }
  }

  /**
   * Finds the listeners, and the connections with something unsent. A table may have thousands of
   * lines, and this code runs once in the life of a JVM: it is interpreted, and so looks at as
   * little as possible.
   */
  private static void read(Path table, List<Connection> found) throws IOException {
    if (!Files.isReadable(table)) {
      return; // There may be no IPv6.
    }
    String text;
    // Not through a channel, which asks the kernel for single bytes if a file has no size.
    try (InputStream bytes = new FileInputStream(table.toFile())) {
      text = new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
    int line = text.indexOf('\n') + 1;
    while (line > 0 && line < text.length()) {
      // sl: local:port remote:port st tx_queue:rx_queue tr:when retrnsmt uid timeout inode
      int port = text.indexOf(':', line + ADDRESS) + 1;
      int state = text.indexOf(':', port) + 1 + "FFFF ".length();
      int unsent = state + LISTENING.length() + 1;
      boolean listening = text.startsWith(LISTENING, state);
      int end = text.indexOf('\n', unsent);
      if (listening || !text.startsWith(NOTHING, unsent)) {
        found.add(
            new Connection(
                number(text, port, "FFFF".length()),
                listening,
                listening ? 0 : number(text, unsent, NOTHING.length()) - ends(text, state),
                text.substring(unsent, end < 0 ? text.length() : end).split("\\s+", -1)[INODE]));
      }
      line = end + 1;
    }
  }

  /** The end of a connection, FIN, counts as a byte until it is acknowledged; it is no response. */
  private static int ends(String text, int state) {
    return ENDING.contains(text.substring(state, state + LISTENING.length())) ? 1 : 0;
  }

  private static int number(String text, int from, int digits) {
    return Integer.parseUnsignedInt(text, from, from + digits, HEXADECIMAL);
  }

  /**
   * A line of the table.
   *
   * @param port the local one
   * @param inode names the socket; zero once the process has closed it
   */
  private record Connection(int port, boolean listening, long unsent, String inode) {}
}
