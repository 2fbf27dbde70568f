package io.lameduck.listener;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Collection;

/** The connections of a server on java.nio, each with its key of the selector that it is at. */
final class IdleConnections {

  private IdleConnections() {}

  /**
   * Ends those that the server wants to read from, as it does while no request of HTTP/1.1 runs: it
   * reads their end next and closes them, as if the client had gone.
   *
   * @return how many connections are left
   */
  static int end(Collection<SelectionKey> connections) {
    int left = 0;
    for (SelectionKey key : connections) {
      try {
        if ((key.interestOps() & SelectionKey.OP_READ) != 0) {
          ((SocketChannel) key.channel()).shutdownInput();
        }
        left++;
      } catch (CancelledKeyException | ClosedChannelException e) {
        // It is closed.
      } catch (IOException e) {
        left++; // The system keeps it: no reason to leave out the others.
      }
    }
    return left;
  }
}
