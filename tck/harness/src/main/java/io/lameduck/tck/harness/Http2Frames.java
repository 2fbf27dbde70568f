package io.lameduck.tck.harness;

import static io.lameduck.tck.harness.ExchangeFailed.Kind.MALFORMED;
import static io.lameduck.tck.harness.ExchangeFailed.Kind.NO_RESPONSE;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http2.H2ConnectionException;
import org.apache.hc.core5.http2.H2CorruptFrameException;
import org.apache.hc.core5.http2.frame.RawFrame;
import org.apache.hc.core5.http2.impl.io.FrameInputBuffer;
import org.apache.hc.core5.http2.impl.io.FrameOutputBuffer;

/** The frames of one HTTP/2 connection from its preface on. */
final class Http2Frames implements Closeable {

  /** SETTINGS_MAX_FRAME_SIZE, as it is where nobody says anything else (RFC 9113, 6.5.2). */
  private static final int MAX_FRAME_SIZE = 16_384;

  /** What a client begins with (RFC 9113, 3.4). */
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final FrameInputBuffer input = new FrameInputBuffer(MAX_FRAME_SIZE);
  private final FrameOutputBuffer output = new FrameOutputBuffer(MAX_FRAME_SIZE);

  /** Takes the socket over, and sends the preface. */
  Http2Frames(Socket socket, InputStream in) throws IOException {
    this.socket = socket;
    this.in = in;
    this.out = socket.getOutputStream();
    out.write(PREFACE.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Blocks for the next frame, whose payload is good until the next call. For one thread.
   *
   * @throws ExchangeFailed if there is none
   */
  RawFrame read() throws ExchangeFailed {
    try {
      return input.read(in);
    } catch (ConnectionClosedException e) {
      throw new ExchangeFailed(NO_RESPONSE, "the connection was closed");
    } catch (H2ConnectionException | H2CorruptFrameException e) {
      throw new ExchangeFailed(MALFORMED, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw ExchangeFailed.of(e);
    }
  }

  /** Sends a frame; for any thread. */
  synchronized void write(RawFrame frame) throws ExchangeFailed {
    try {
      output.write(frame, out);
      out.flush();
    } catch (IOException e) {
      throw ExchangeFailed.of(e);
    }
  }

  @Override
  public void close() {
    Quietly.close(socket);
  }
}
