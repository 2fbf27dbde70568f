package io.lameduck.tck.harness;

import java.io.IOException;

/**
 * What a runner supplies: how its server is started, and where it answers. Found through {@link
 * java.util.ServiceLoader}; a runner has exactly one.
 */
public interface ServerUnderTest {

  /** Name and version as the reports show it, for example {@code WildFly 39.0.1.Final}. */
  String name();

  /**
   * Starts one server as one JVM in the foreground, no shell between, so that a signal sent to the
   * process reaches the JVM. Returns as soon as the process exists; it may be far from ready.
   *
   * @throws IOException if the instance cannot be set up or the process not started
   */
  ServerProcess start(ServerSetup setup) throws IOException;

  /**
   * Removes the application from a running server that otherwise goes on. Returns at once, long
   * before the server is done with it.
   *
   * @param setup what the server was started with
   * @throws UnsupportedOperationException if this server cannot be told so from outside
   * @throws IOException if it could not be told
   */
  default void undeploy(ServerSetup setup) throws IOException {
    throw new UnsupportedOperationException("undeploy on " + name());
  }
}
