package io.lameduck.tck.app.contention;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One lock of the application: a callback needs it while another thread holds it and makes a call.
 * The outcome is printed. A deadlock is broken after a bound, so that it holds up nothing else.
 */
final class Contention {

  /** The call of the thread that holds the lock. */
  interface Call {
    void make() throws Exception;
  }

  /** No call takes so long unless it waits for the callback. */
  private static final long BOUND_MILLIS = 5_000;

  /** Some callbacks come at the end of a drain, which lasts six seconds on an idle machine. */
  private static final long CALLBACK_MILLIS = 20_000;

  private final String name;
  private final Call call;
  private final long callbackMillis;
  private final long boundMillis;
  private final ReentrantLock lock = new ReentrantLock();
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch needed = new CountDownLatch(1);
  private final CountDownLatch given = new CountDownLatch(1);
  private final Thread holder = new Thread(this::hold, "holder");
  private volatile @Nullable Throwable refused;
  private volatile boolean deadlock;

  private Contention(String name, Call call, long callbackMillis, long boundMillis) {
    this.name = name;
    this.call = call;
    this.callbackMillis = callbackMillis;
    this.boundMillis = boundMillis;
  }

  /** Returns as soon as another thread holds the lock; it calls when a callback needs it. */
  static Contention begin(String name, Call call) throws InterruptedException {
    return new Contention(name, call, CALLBACK_MILLIS, BOUND_MILLIS).begin();
  }

  /** The same for a callback that not every server makes: it is not waited for as long. */
  static Contention beginIfCalled(String name, Call call) throws InterruptedException {
    return new Contention(name, call, BOUND_MILLIS, BOUND_MILLIS).begin();
  }

  /** A deadlock on purpose: the call waits for the callback to end. */
  static Contention deadlock(String name) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    return new Contention(name, () -> never.await(2, TimeUnit.SECONDS), CALLBACK_MILLIS, 1_000)
        .begin();
  }

  private Contention begin() throws InterruptedException {
    holder.setDaemon(true);
    holder.start();
    held.await();
    return this;
  }

  /** In a callback: needs the lock and gives it back. */
  void needLock() {
    needed.countDown();
    try {
      if (lock.tryLock(boundMillis, TimeUnit.MILLISECONDS)) {
        lock.unlock();
        given.countDown();
      } else {
        deadlock = true;
        print("DEADLOCK\n" + stack(holder) + stack(Thread.currentThread()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void hold() {
    try {
      boolean called;
      lock.lock();
      try {
        held.countDown();
        called = needed.await(callbackMillis, TimeUnit.MILLISECONDS);
        if (called) {
          call();
        }
      } finally {
        lock.unlock();
      }
      if (!called) {
        print("UNCALLED");
      } else if (given.await(BOUND_MILLIS, TimeUnit.MILLISECONDS) && !deadlock) {
        print("PASSED" + (refused == null ? "" : ", but refused: " + refused));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void call() throws InterruptedException {
    try {
      call.make();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | Error e) {
      refused = e; // Too late for the exchange, as a call of another thread may be.
    }
  }

  private void print(String outcome) {
    System.out.println("CONTENTION " + name + ": " + outcome);
  }

  private static String stack(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .map(frame -> "    at " + frame + "\n")
        .collect(Collectors.joining("", "  " + thread.getName() + "\n", ""));
  }
}
