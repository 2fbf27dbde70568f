package io.lameduck.tck.harness;

import java.time.Duration;

/** A running server, seen from outside. Closing it kills the process if it still lives. */
public interface ServerProcess extends AutoCloseable {

  /** Where the application answers. */
  int httpPort();

  /** Where {@code /health/ready} and {@code /health/live} answer. */
  int healthPort();

  /** The process id of the JVM itself. */
  long pid();

  /**
   * Blocks until {@code /health/ready} answers 200 and the application answers.
   *
   * @throws IllegalStateException with the end of the log, if the bound passes or the process ends
   */
  void awaitReady(Duration bound) throws InterruptedException;

  /** Sends a real SIGTERM and returns at once. */
  void sigterm();

  /**
   * Blocks until the process has ended.
   *
   * @return its exit code
   * @throws IllegalStateException with the end of the log, if it still lives after the bound
   */
  int awaitExit(Duration bound) throws InterruptedException;

  boolean isAlive();

  /** All that the process has printed so far. */
  String log();

  /**
   * Blocks until a line of the log contains the text.
   *
   * @return that line
   * @throws IllegalStateException with the end of the log, if the bound passes or the process ends
   *     without it
   */
  String awaitLog(String text, Duration bound) throws InterruptedException;

  @Override
  void close();
}
