package io.lameduck.work;

import jakarta.enterprise.concurrent.ManagedTask;
import jakarta.enterprise.concurrent.spi.ThreadContextProvider;
import jakarta.enterprise.concurrent.spi.ThreadContextSnapshot;
import java.io.Serializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts tasks of managed executors, as a context of threads: Jakarta Concurrency takes a snapshot
 * when a task is submitted, and tells it when the task begins and ends. Found by {@link
 * java.util.ServiceLoader}; nothing else loads it.
 */
public final class TaskContextProvider implements ThreadContextProvider {

  /** For the service loader. */
  public TaskContextProvider() {}

  @Override
  public ThreadContextSnapshot currentContext(@Nullable Map<String, String> properties) {
    QueuedTask task = new QueuedTask(name(properties));
    return (ThreadContextSnapshot & Serializable) () -> task.begin()::run;
  }

  /** The same: a task without the contexts of its submitter is a task, too. */
  @Override
  public ThreadContextSnapshot clearedContext(@Nullable Map<String, String> properties) {
    return currentContext(properties);
  }

  @Override
  public String getThreadContextType() {
    return "Lameduck";
  }

  private static String name(@Nullable Map<String, String> properties) {
    String name = properties == null ? null : properties.get(ManagedTask.IDENTITY_NAME);
    return (name == null || name.isEmpty() ? "executor" : name) + " (task)";
  }
}
