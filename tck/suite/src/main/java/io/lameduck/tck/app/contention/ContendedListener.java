package io.lameduck.tck.app.contention;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/** Needs the lock whatever it hears, and ends what would not end otherwise. */
final class ContendedListener implements AsyncListener {

  private final Contention contention;

  ContendedListener(Contention contention) {
    this.contention = contention;
  }

  @Override
  public void onComplete(AsyncEvent event) {
    contention.needLock();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    contention.needLock();
    complete(event);
  }

  @Override
  public void onError(AsyncEvent event) {
    contention.needLock();
    complete(event);
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    contention.needLock();
  }

  private static void complete(AsyncEvent event) {
    try {
      event.getAsyncContext().complete();
    } catch (IllegalStateException e) {
      // The thread that held the lock has done so.
    }
  }
}
