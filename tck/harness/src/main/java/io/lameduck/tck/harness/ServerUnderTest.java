package io.lameduck.tck.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a runner supplies: how its server is started, and where it answers. Found through {@link
 * java.util.ServiceLoader}; a runner has exactly one.
 */
public interface ServerUnderTest {

  /**
   * Name and version as the reports show it, for example {@code WildFly 39.0.1.Final}. Where the
   * server has levels of the platform to choose from, they follow {@code with}.
   */
  String name();

  /** That name, without the levels of the platform. */
  static String withoutLevels(String name) {
    return name.replaceFirst(" with .*", "");
  }

  /** The last word of that name, without the levels of the platform. */
  default String version() {
    return withoutLevels(name()).replaceFirst(".* ", "");
  }

  /**
   * Starts one server as one JVM in the foreground, no shell between, so that a signal sent to the
   * process reaches the JVM. Returns as soon as the process exists; it may be far from ready.
   *
   * @throws IOException if the instance cannot be set up or the process not started
   */
  ServerProcess start(ServerSetup setup) throws IOException;

  /**
   * Adds an application to a running server. May return long before the server is done with it;
   * begins when what this server was told before is done, where the server does not see to that.
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

  /**
   * What this server itself offers for a graceful end at SIGTERM, for comparison. Empty where it
   * offers nothing.
   *
   * @param sleep how long to go on as before, for a server that can only do that
   * @param bound how long to wait for what is running, for a server that does that
   */
  default Optional<GracefulOption> gracefulOption(Duration sleep, Duration bound) {
    return Optional.empty();
  }

  /**
   * The same server, configured without MicroProfile Health, so that nothing answers for readiness.
   * Empty where it cannot do without.
   */
  default Optional<ServerUnderTest> withoutHealth() {
    return Optional.empty();
  }

  /**
   * The same server, whose HTTP listener expects the PROXY protocol. Empty if it does not speak it.
   */
  default Optional<ServerUnderTest> behindProxyProtocol() {
    return Optional.empty();
  }

  /**
   * The same server, configured with enterprise beans, Jakarta Concurrency and Jakarta Batch; it
   * may lack MicroProfile Health. This one, unless told otherwise.
   */
  default ServerUnderTest withBackgroundWork() {
    return this;
  }

  /** Whether it has a message broker for message-driven beans, {@link #withBackgroundWork()}. */
  default boolean hasMessages() {
    return true;
  }

  /** Whether it has MicroProfile Fault Tolerance, {@link #withBackgroundWork()}. */
  default boolean hasFaultTolerance() {
    return true;
  }

  /** Whether it tells context providers of tasks of executors that an application defines. */
  default boolean awaitsOwnExecutors() {
    return true;
  }

  /** Whether it runs EJB timers, as it is configured here. */
  default boolean hasTimers() {
    return true;
  }
}
