package io.lameduck.tck.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that behaves, or misbehaves, as the test says. */
final class Target implements AutoCloseable {

  static final String FINE = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

  /** What is done with each request, after its head has been read. */
  interface Behaviour {

    /** Returns whether the next request is read from the same connection. */
    boolean answer(Socket socket) throws IOException;
  }

  private final ServerSocket listener;
  private final Behaviour behaviour;
  private final Thread accepting;
  private final AtomicInteger connections = new AtomicInteger();

  Target(Behaviour behaviour) throws IOException {
    this(0, behaviour);
  }

  Target(int port, Behaviour behaviour) throws IOException {
    this.behaviour = behaviour;
    this.listener = new ServerSocket(port, 100, InetAddress.getLoopbackAddress());
    this.accepting = background(this::accept);
  }

  static Target saying(String response) throws IOException {
    return new Target(
        socket -> {
          say(socket, response);
          return true;
        });
  }

  static Target sayingThenClosing(String response) throws IOException {
    return new Target(
        socket -> {
          say(socket, response);
          return false;
        });
  }

  static void say(Socket socket, String response) throws IOException {
    socket.getOutputStream().write(response.getBytes(StandardCharsets.US_ASCII));
  }

  int port() {
    return listener.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  /** The port is free when this returns; connections that exist are left alone. */
  @Override
  public void close() throws IOException {
    listener.close();
    try {
      accepting.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        connections.incrementAndGet();
        Thread unused = background(() -> serve(socket));
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      BufferedReader requests =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      for (String line = requests.readLine(); line != null; line = requests.readLine()) {
        if (line.isEmpty() && !behaviour.answer(socket)) {
          return;
        }
      }
    } catch (IOException e) {
      // The client has gone: so be it.
    }
  }

  private static Thread background(Runnable work) {
    Thread thread = new Thread(work, "target");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
