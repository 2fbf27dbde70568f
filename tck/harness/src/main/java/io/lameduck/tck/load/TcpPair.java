package io.lameduck.tck.load;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client's connection and the one to the instance, joined: bytes, half-closes and resets of
 * either side are passed on to the other, and nothing else is.
 */
final class TcpPair {

  private final Socket client;
  private final Socket instance;
  private final AtomicInteger openDirections = new AtomicInteger(2);
  private volatile boolean broken;

  TcpPair(Socket client, Socket instance) {
    this.client = client;
    this.instance = instance;
  }

  /** Blocks until the client has closed its direction, or either side has reset. */
  void passRequests() {
    pass(client, instance);
  }

  /** Blocks until the instance has closed its direction, or either side has reset. */
  void passResponses() {
    pass(instance, client);
  }

  private void pass(Socket from, Socket to) {
    byte[] buffer = new byte[16 * 1024];
    try {
      int n = from.getInputStream().read(buffer);
      while (n >= 0 && write(buffer, n, to)) {
        n = from.getInputStream().read(buffer);
      }
    } catch (IOException e) {
      reset(from);
      reset(to);
    }
    if (!broken) {
      halfClose(to);
    }
    if (openDirections.decrementAndGet() == 0) {
      end(from);
      end(to);
    }
  }

  /**
   * Where the receiver has reset, what it has sent before must still reach the other side: only
   * this direction ends here, and the one that reads from it ends the pair.
   */
  private boolean write(byte[] buffer, int length, Socket to) {
    try {
      to.getOutputStream().write(buffer, 0, length);
      return true;
    } catch (IOException e) {
      broken = true;
      return false;
    }
  }

  private void halfClose(Socket to) {
    try {
      to.shutdownOutput();
    } catch (IOException e) {
      broken = true;
    }
  }

  private void end(Socket socket) {
    if (broken) {
      reset(socket);
    } else {
      close(socket);
    }
  }

  /** Closes with RST instead of FIN. Has no effect on a socket that is closed. */
  static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // It is closed already, and so its peer knows.
    }
    close(socket);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing more can be done with it, and nothing more is wanted of it.
    }
  }
}
