package io.lameduck.tck.load;

import io.lameduck.tck.harness.ServerProcess;
import io.lameduck.tck.harness.ServerSetup;
import io.lameduck.tck.harness.ServerUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Instances of one server, each of which can be started again after it has ended. Closing it kills
 * those that live. What each process has printed is left in {@code server-<n>.log} of its
 * instance's directory, n counting its starts. Used by one thread at a time.
 */
public final class Fleet implements AutoCloseable {

  private final ServerUnderTest server;
  private final List<ServerSetup> setups;
  private final StopWay stopWay;
  private final Duration startBound;
  private final int[] starts;
  private final List<ServerProcess> running = new ArrayList<>();

  private Fleet(
      ServerUnderTest server, List<ServerSetup> setups, StopWay stopWay, Duration startBound) {
    this.server = server;
    this.stopWay = stopWay;
    this.setups = List.copyOf(setups);
    this.startBound = startBound;
    this.starts = new int[setups.size()];
  }

  /**
   * Starts all instances side by side and blocks until each is ready.
   *
   * @param stopWay how {@link #stop} does it
   * @param startBound for each start, this one and the later ones
   * @throws IllegalStateException if one does not become ready; none is left running then
   */
  public static Fleet start(
      ServerUnderTest server, List<ServerSetup> setups, StopWay stopWay, Duration startBound)
      throws IOException, InterruptedException {
    Fleet fleet = new Fleet(server, setups, stopWay, startBound);
    boolean ready = false;
    try {
      for (ServerSetup setup : fleet.setups) {
        fleet.running.add(server.start(setup));
      }
      for (ServerProcess process : fleet.running) {
        process.awaitReady(startBound);
      }
      ready = true;
      return fleet;
    } finally {
      if (!ready) {
        fleet.close();
      }
    }
  }

  /** The number of instances. */
  public int size() {
    return setups.size();
  }

  /** How {@link #stop} does it. */
  public StopWay stopWay() {
    return stopWay;
  }

  /** Where the applications answer, in the order of the instances. */
  public List<Integer> httpPorts() {
    return setups.stream().map(ServerSetup::httpPort).toList();
  }

  /** The process of an instance that runs now, or ran last. */
  public ServerProcess get(int instance) {
    return running.get(instance);
  }

  /** Tells an instance to stop, and returns while it is still stopping. */
  public void stop(int instance) throws IOException {
    switch (stopWay) {
      case SIGTERM -> running.get(instance).sigterm();
      case COMMAND -> server.stop(setups.get(instance));
    }
  }

  /** Starts an instance that has ended and blocks until it is ready. */
  public void startAgain(int instance) throws IOException, InterruptedException {
    end(instance);
    running.set(instance, server.start(setups.get(instance)));
    starts[instance]++;
    running.get(instance).awaitReady(startBound);
  }

  @Override
  public void close() {
    for (int instance = 0; instance < running.size(); instance++) {
      end(instance);
    }
  }

  private void end(int instance) {
    running.get(instance).close();
    Path file = setups.get(instance).directory().resolve("server-" + starts[instance] + ".log");
    try {
      Files.writeString(file, running.get(instance).log());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the log of instance " + instance, e);
    }
  }
}
