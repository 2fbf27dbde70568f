package io.lameduck.tck.suite;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.RawWebSocket;
import io.lameduck.tck.harness.RawWebSocket.Frame;
import io.lameduck.tck.harness.RawWebSocket.Opcode;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One WebSocket session, as a test uses it. */
final class Session implements AutoCloseable {

  /**
   * How it ended.
   *
   * @param code of the close frame; 0 where there was none
   * @param at when, on {@link System#nanoTime()}
   * @param failure where there was none, why
   */
  record End(int code, long at, @Nullable ExchangeFailed failure) {}

  private final String path;
  private final RawWebSocket socket;

  private Session(String path, RawWebSocket socket) {
    this.path = path;
    this.socket = socket;
  }

  /** Opens it, and has it answer once, so that the application has it too. */
  static Session open(Instance server, String path) throws ExchangeFailed {
    Session session = new Session(path, server.webSocket(path));
    String answer = session.ask("hello");
    if (!answer.equals("answer to hello")) {
      throw new AssertionError(path + " answers " + answer);
    }
    return session;
  }

  /** Sends a message and blocks for its answer. */
  String ask(String message) throws ExchangeFailed {
    socket.sendText(message);
    return socket.receive().text();
  }

  /** Sends a message, and never reads its answer. */
  void send(String message) throws ExchangeFailed {
    socket.sendText(message);
  }

  /** Waits for its end on a thread of its own. */
  CompletableFuture<End> end() {
    CompletableFuture<End> end = new CompletableFuture<>();
    Thread reader = new Thread(() -> end.complete(awaitEnd()), "session " + path);
    reader.setDaemon(true);
    reader.start();
    return end;
  }

  /** Blocks until it has ended, and does not answer. */
  End awaitEnd() {
    try {
      Frame frame = socket.receive();
      while (frame.opcode() != Opcode.CLOSE) {
        frame = socket.receive();
      }
      return new End(frame.code(), frame.arrived(), null);
    } catch (ExchangeFailed e) {
      return new End(0, System.nanoTime(), e);
    }
  }

  /** Answers the server's close, as a client should. */
  void answerClose(int code) throws ExchangeFailed {
    socket.sendClose(code);
  }

  @Override
  public void close() {
    socket.close();
  }

  @Override
  public String toString() {
    return path;
  }
}
