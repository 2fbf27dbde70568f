package io.lameduck.tck.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * Ports of this machine that nobody uses. They are below those that Linux gives to clients (from
 * 32768 on, {@code ip_local_port_range}): a load may use up thousands of these until a server binds
 * the port that it was told.
 */
public final class FreePorts {

  private static final int FIRST = 16_384;
  private static final int BEYOND = 32_768;

  private static final Set<Integer> GIVEN = new HashSet<>();
  private static final Random RANDOM = new Random();

  private FreePorts() {}

  /**
   * A port on which nobody listens now, and which this JVM has not been given before.
   *
   * @throws IllegalStateException if all have been given
   */
  public static synchronized int next() {
    while (GIVEN.size() < BEYOND - FIRST) {
      int port = FIRST + RANDOM.nextInt(BEYOND - FIRST);
      if (GIVEN.add(port) && isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no free port");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
