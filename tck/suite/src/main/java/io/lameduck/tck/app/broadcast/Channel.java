package io.lameduck.tck.app.broadcast;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One subscriber of a broadcaster, whose thread writes under a lock that the listener takes, too.
 * The two meet in the worst moment: the listener waits for the lock when the thread begins to
 * write.
 */
final class Channel implements AsyncListener {

  private static final long PERIOD_MILLIS = 100;
  private static final long BOUND_SECONDS = 60;

  private final AsyncContext context;
  private final OutputStream out;
  private final ReentrantLock lock = new ReentrantLock();
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch ending = new CountDownLatch(1);
  private final CountDownLatch gone = new CountDownLatch(1);

  Channel(AsyncContext context) throws IOException {
    this.context = context;
    this.out = context.getResponse().getOutputStream();
    context.setTimeout(0);
    context.addListener(this);
  }

  /** Begins to write. */
  void start() {
    Thread broadcaster = new Thread(this::broadcast, "broadcaster");
    broadcaster.setDaemon(true);
    broadcaster.start();
  }

  private void write() throws IOException {
    out.write("data: news\n\n".getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private void broadcast() {
    lock.lock();
    try {
      held.countDown();
      do {
        write();
      } while (!ending.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS));
      write();
    } catch (IOException | InterruptedException | RuntimeException e) {
      // The subscriber has gone.
    } finally {
      lock.unlock();
    }
  }

  /** Ends it; returns whether the listener has done its work. */
  boolean complete() {
    boolean unused = await(held);
    context.complete();
    return await(gone);
  }

  @Override
  public void onComplete(AsyncEvent event) {
    ending.countDown();
    lock.lock();
    try {
      gone.countDown();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void onTimeout(AsyncEvent event) {}

  @Override
  public void onError(AsyncEvent event) {}

  @Override
  public void onStartAsync(AsyncEvent event) {}

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(BOUND_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
