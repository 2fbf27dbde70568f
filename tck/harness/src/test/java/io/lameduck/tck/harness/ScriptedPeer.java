package io.lameduck.tck.harness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Accepts one connection and does with it what the test says. */
final class ScriptedPeer implements AutoCloseable {

  interface Script {
    void run(Socket socket) throws IOException;
  }

  private final ServerSocket listener;
  private final CompletableFuture<Void> end;

  ScriptedPeer(Script script) throws IOException {
    listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    end =
        CompletableFuture.runAsync(
            () -> {
              try (Socket socket = listener.accept()) {
                script.run(socket);
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            },
            ScriptedPeer::onAThreadOfItsOwn);
  }

  /** The common pool has one thread only on a small machine, and a script may wait for the test. */
  private static void onAThreadOfItsOwn(Runnable script) {
    Thread thread = new Thread(script, "scripted peer");
    thread.setDaemon(true);
    thread.start();
  }

  /** With CRLF for each bar. */
  static String lines(String script) {
    return script.replace("|", "\r\n");
  }

  /** Waits for the end of one request and sends these bytes. */
  static void answer(Socket socket, String response) throws IOException {
    awaitRequest(socket.getInputStream());
    write(socket, response);
  }

  static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  /** Reads to the end of one request that has no body. */
  static void awaitRequest(InputStream in) throws IOException {
    StringBuilder request = new StringBuilder();
    while (request.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("closed within a request: " + request);
      }
      request.append((char) b);
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  void awaitEnd() {
    end.orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
