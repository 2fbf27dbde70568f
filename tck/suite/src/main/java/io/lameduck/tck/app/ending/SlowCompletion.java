package io.lameduck.tck.app.ending;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

record SlowCompletion(Work work, boolean fails) implements AsyncListener {

  @Override
  public void onComplete(AsyncEvent event) {
    work.run();
    if (fails) {
      throw new IllegalStateException("on purpose");
    }
  }

  @Override
  public void onTimeout(AsyncEvent event) {}

  @Override
  public void onError(AsyncEvent event) {}

  @Override
  public void onStartAsync(AsyncEvent event) {}
}
