package io.lameduck.tck.harness;

import java.io.FilterInputStream;
import java.io.IOException;
import java.net.Socket;

/** The bytes of a socket; no read waits beyond the deadline of the whole exchange. */
final class TimedInput extends FilterInputStream {

  private final Socket socket;
  private final Deadline deadline;

  TimedInput(Socket socket, Deadline deadline) throws IOException {
    super(socket.getInputStream());
    this.socket = socket;
    this.deadline = deadline;
  }

  @Override
  public int read() throws IOException {
    socket.setSoTimeout(deadline.millisLeft());
    return super.read();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    socket.setSoTimeout(deadline.millisLeft());
    return super.read(buffer, offset, length);
  }
}
