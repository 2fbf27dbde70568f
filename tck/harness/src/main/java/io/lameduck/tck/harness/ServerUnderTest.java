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
}
