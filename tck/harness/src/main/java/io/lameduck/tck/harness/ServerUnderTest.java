package io.lameduck.tck.harness;

import java.io.IOException;
import java.nio.file.Path;

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
   * Adds an application to a running server. May return long before the server is done with it.
   *
   * @param setup what the server was started with
   * @throws UnsupportedOperationException if this server cannot be told so from outside
   * @throws IOException if it could not be told
   */
  default void deploy(ServerSetup setup, Path archive) throws IOException {
    throw new UnsupportedOperationException("deploy on " + name());
  }

  /**
   * Removes an application, deployed at the start or later, from a running server that otherwise
   * goes on. Returns before the server is done with it, so that requests of it may still run.
   *
   * @param setup what the server was started with
   * @throws UnsupportedOperationException if this server cannot be told so from outside
   * @throws IOException if it could not be told
   */
  default void undeploy(ServerSetup setup, Path archive) throws IOException {
    throw new UnsupportedOperationException("undeploy on " + name());
  }

  /**
   * Stops a running server as its operator would without a signal: by its own command-line tool.
   *
   * @param setup what the server was started with
   * @return the tool's process, started; it may end before the server or after it
   * @throws UnsupportedOperationException if this server has no such tool
   * @throws IOException if it could not be started
   */
  default Process stop(ServerSetup setup) throws IOException {
    throw new UnsupportedOperationException("stop on " + name());
  }
}
