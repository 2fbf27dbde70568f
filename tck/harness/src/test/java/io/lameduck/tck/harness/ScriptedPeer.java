package io.lameduck.tck.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

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
            });
  }

  int port() {
    return listener.getLocalPort();
  }

  void awaitEnd() {
    end.join();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
