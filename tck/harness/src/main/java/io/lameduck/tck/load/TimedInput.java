package io.lameduck.tck.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** The bytes of a socket, under one deadline for the whole request instead of one for each read. */
final class TimedInput {

  private final Socket socket;
  private final InputStream in;
  private final byte[] buffer = new byte[8192];
  private int next;
  private int end;
  private long deadline;

  TimedInput(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
  }

  /** Begins the time of one request, at {@code start} on the clock of {@link System#nanoTime}. */
  void startTimer(long start, Duration timeout) {
    deadline = start + timeout.toNanos();
  }

  /** Whether bytes have arrived that nobody has read. */
  boolean hasBuffered() {
    return next < end;
  }

  /**
   * The next byte, or -1 where the peer has closed.
   *
   * @throws SocketTimeoutException at the deadline
   */
  int read() throws IOException {
    if (next == end) {
      socket.setSoTimeout(millisLeft());
      next = 0;
      end = Math.max(0, in.read(buffer));
      if (end == 0) {
        return -1;
      }
    }
    return buffer[next++] & 0xff;
  }

  /** What is left until the deadline; at least one, since 0 would mean for ever. */
  int millisLeft() throws SocketTimeoutException {
    long left = (deadline - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      throw new SocketTimeoutException("the request's time is up");
    }
    return (int) Math.min(left, Integer.MAX_VALUE);
  }
}
