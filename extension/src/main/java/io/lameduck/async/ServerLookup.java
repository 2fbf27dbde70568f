package io.lameduck.async;

import io.lameduck.log.Log;
import io.lameduck.log.Message;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What reflection has found in a server's own classes, looked up once. If they are not as expected,
 * one line says so, and that part is off. A call that fails is the affair of its request alone.
 *
 * @param <T> the methods and fields
 */
final class ServerLookup<T> {

  /** What is done with what was found. */
  interface Use<T> {
    void with(T found) throws ReflectiveOperationException;
  }

  private final Message unknown;
  private final AtomicBoolean told = new AtomicBoolean();
  private volatile @Nullable T found;
  private volatile boolean absent;

  /**
   * Nothing looked up as yet.
   *
   * @param unknown is written once, at the first failure
   */
  ServerLookup(Message unknown) {
    this.unknown = unknown;
  }

  /** Does nothing if the server is not as expected. To be asked with classes of the server only. */
  void use(Callable<T> lookup, Use<T> use) {
    T known = get(lookup);
    if (known != null) {
      try {
        use.with(known);
      } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
        failed(e);
      }
    }
  }

  /** Null if the server is not as expected. */
  @Nullable T get(Callable<T> lookup) {
    T known = found;
    if (known == null && !absent) {
      try {
        known = lookup.call();
        found = known;
      } catch (Exception | LinkageError e) {
        absent = true;
        failed(e);
      }
    }
    return known;
  }

  /** A call of what was found has failed. */
  void failed(Throwable cause) {
    if (told.compareAndSet(false, true)) {
      Log.ofPlatform().failure(cause, unknown);
    }
  }
}
