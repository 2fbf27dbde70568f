package io.lameduck.tck.thirdparty;

import java.net.URL;
import java.net.URLClassLoader;
import org.testng.IExecutionListener;

/**
 * TestNG's hook: the HTTP server that the Rest Client TCK calls, started before the first test. It
 * is WireMock, in a class loader of its own, since the suite brings other versions of what it
 * needs.
 */
public final class RemoteServer implements IExecutionListener {

  /** For TestNG. */
  public RemoteServer() {}

  @Override
  public void onExecutionStart() {
    String port = System.getProperty("wiremock.server.port", "");
    if (port.isEmpty()) {
      return; // Another suite.
    }
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
    } catch (Exception e) {
      throw new IllegalStateException("No remote server for the suite", e);
    } finally {
      thread.setContextClassLoader(before); // Arquillian looks for its own there.
    }
  }
}
