package io.lameduck.servlet;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that send requests of every kind, each on a connection of its own. */
final class StressClients {

  private static final int AT_A_TIME = 12;
  private static final int PATIENCE_MILLIS = 20_000;

  private static final List<Kind> KINDS = List.of(Kind.values());

  private final InetSocketAddress server;
  private final AtomicInteger next = new AtomicInteger();

  StressClients(InetSocketAddress server) {
    this.server = server;
  }

  /** Returns when each has been answered or aborted. */
  void send(int requests) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(AT_A_TIME);
    try {
      List<Future<?>> clients = new ArrayList<>();
      for (int i = 0; i < AT_A_TIME; i++) {
        clients.add(
            pool.submit(
                () -> {
                  int number;
                  while ((number = next.getAndIncrement()) < requests) {
                    send(KINDS.get(number % KINDS.size()));
                  }
                  return null;
                }));
      }
      for (Future<?> client : clients) {
        client.get(5, TimeUnit.MINUTES);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private void send(Kind kind) throws IOException {
    boolean abort = kind.name().startsWith("ABORTED");
    try (Socket socket = new Socket()) {
      if (abort) {
        socket.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
        socket.setOption(StandardSocketOptions.SO_LINGER, 0); // Closed by a reset.
      }
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(server, PATIENCE_MILLIS);
      String request =
          "GET /?kind=" + kind + " HTTP/1.1\r\nHost: stress\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      readFrom(socket.getInputStream(), abort);
    } catch (SocketTimeoutException e) {
      throw new IOException("no end of a response: " + kind, e);
    }
  }

  private static void readFrom(InputStream response, boolean abort) throws IOException {
    byte[] buffer = new byte[4096];
    int read = response.read(buffer); // The head, so the request is inside.
    while (read >= 0 && !abort) {
      read = response.read(buffer);
    }
  }
}
