package io.lameduck.tck.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Joins each connection to it with one to the port that its route names at that moment, for as long
 * as both last. It passes bytes, half-closes and resets on as they are. If that port refuses, or
 * the route names none, the client's connection is reset: nothing is tried a second time, and no
 * failure is hidden or added.
 */
public final class TcpRelay implements AutoCloseable {

  private static final int CONNECT_MILLIS = 2_000;

  private final ServerSocket listener;
  private final Supplier<OptionalInt> route;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool(TcpRelay::daemon);

  private final CompletableFuture<Void> accepting;

  private TcpRelay(ServerSocket listener, Supplier<OptionalInt> route) {
    this.listener = listener;
    this.route = route;
    this.accepting = CompletableFuture.runAsync(this::accept, threads);
  }

  /**
   * Starts one that listens on a free port of the loopback interface.
   *
   * @param route is asked once for each connection, by any thread, for a port of the loopback
   *     interface; empty if there is none
   */
  public static TcpRelay start(Supplier<OptionalInt> route) throws IOException {
    ServerSocket listener = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    return new TcpRelay(listener, route);
  }

  /** Where it listens, on the loopback interface. */
  public int port() {
    return listener.getLocalPort();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // The port is free only when the thread that waits in accept() has let go of it.
    accepting.join();
    open.forEach(TcpPair::reset);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        open.add(client);
        threads.execute(() -> join(client));
      } catch (IOException e) {
        // Closed by close(): the loop ends. Anything else concerns one connection only.
      }
    }
  }

  private void join(Socket client) {
    Socket instance = new Socket();
    open.add(instance);
    try {
      connect(client, instance);
      TcpPair pair = new TcpPair(client, instance);
      CompletableFuture<Void> requests = CompletableFuture.runAsync(pair::passRequests, threads);
      pair.passResponses();
      requests.join();
    } catch (IOException e) {
      TcpPair.reset(client);
    } finally {
      TcpPair.reset(instance);
      open.remove(instance);
      open.remove(client);
    }
  }

  private void connect(Socket client, Socket instance) throws IOException {
    int port = route.get().orElseThrow(() -> new NoRouteToHostException("none is in"));
    client.setTcpNoDelay(true);
    instance.setTcpNoDelay(true);
    instance.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
  }

  /** Idle ones end by themselves. */
  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "balancer");
    thread.setDaemon(true);
    return thread;
  }
}
