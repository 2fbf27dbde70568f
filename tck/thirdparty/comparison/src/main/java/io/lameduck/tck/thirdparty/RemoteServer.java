package io.lameduck.tck.thirdparty;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import org.testng.IExecutionListener;

/**
 * TestNG's hook: starts the servers that the Rest Client TCK calls, before the first test. One is
 * WireMock, in its own class loader, since the suite brings other versions of what it needs; the
 * other accepts no connection, so that a client's connect timeout is seen.
 */
public final class RemoteServer implements IExecutionListener {

  private static final int MOST_PENDING = 16;

  /** Open until this JVM ends. */
  private final List<Closeable> sockets = new ArrayList<>();

  /** For TestNG. */
  public RemoteServer() {}

  @Override
  public void onExecutionStart() {
    String port = System.getProperty("wiremock.server.port", "");
    if (port.isEmpty()) {
      return; // Another suite.
    }
    try {
      startWireMock(port);
      startSilent(Integer.getInteger("lameduck.thirdparty.silent-port", 0));
    } catch (Exception e) {
      throw new IllegalStateException("No remote server for the suite", e);
    }
  }

  private static void startWireMock(String port) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try {
      // Its shaded classes are in no other jar.
      URL jar = LibraryOf.jar("wiremock.org.eclipse.jetty.server.Server").toURI().toURL();
      // Not closed: it serves until this JVM ends.
      @SuppressWarnings("resource")
      URLClassLoader loader =
          new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader());
      Class<?> runner =
          loader.loadClass("com.github.tomakehurst.wiremock.standalone.WireMockServerRunner");
      thread.setContextClassLoader(loader); // It looks for its services there.
      Object arguments = new String[] {"--port", port, "--disable-banner"};
      runner
          .getMethod("run", String[].class)
          .invoke(runner.getConstructor().newInstance(), arguments);
    } finally {
      thread.setContextClassLoader(before); // Arquillian looks for its own there.
    }
  }

  /** Listens with a queue that is full, so that further connections get no answer. */
  private void startSilent(int port) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    ServerSocket server = new ServerSocket(port, 1, loopback);
    sockets.add(server);
    while (sockets.size() < MOST_PENDING) {
      Socket pending = new Socket();
      sockets.add(pending);
      try {
        pending.connect(new InetSocketAddress(loopback, server.getLocalPort()), 500);
      } catch (SocketTimeoutException e) {
        return;
      }
    }
    throw new IOException("port " + port + " still accepts after " + MOST_PENDING);
  }
}
