package io.lameduck.deployment;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/**
 * Hooks at the start and the end of a deployment, for the packages above this one. A hook must not
 * throw; it runs on the thread that starts or stops the application.
 */
public final class DeploymentHooks {

  private final BooleanSupplier hasName;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final List<Runnable> releases = new CopyOnWriteArrayList<>();

  DeploymentHooks(BooleanSupplier hasName) {
    this.hasName = hasName;
  }

  /**
   * Run as soon as the name of the deployment is known: now, or when its first WAR is up. Never if
   * there is no WAR.
   */
  public void whenNamed(Runnable action) {
    waiting.add(action);
    if (hasName.getAsBoolean()) { // Asked after that: else the first WAR finds it there.
      named();
    }
  }

  /** Run when the deployment is over and nothing is in flight any more. */
  public void atEnd(Runnable release) {
    releases.add(release);
  }

  /** A WAR is up. */
  void named() {
    Runnable action;
    while ((action = waiting.poll()) != null) {
      action.run();
    }
  }

  void end() {
    releases.forEach(Runnable::run);
  }
}
