package io.lameduck.servlet;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;

/** An application's listener, whose events carry what {@code startAsync} has returned to it. */
final class TrackedListener implements AsyncListener {

  private final AsyncListener listener;
  private final TrackedAsyncContext context;

  TrackedListener(AsyncListener listener, TrackedAsyncContext context) {
    this.listener = listener;
    this.context = context;
  }

  @Override
  public void onComplete(AsyncEvent event) throws IOException {
    try {
      listener.onComplete(context.seen(event));
    } finally {
      context.completed(this);
    }
  }

  @Override
  public void onTimeout(AsyncEvent event) throws IOException {
    listener.onTimeout(context.seen(event));
  }

  @Override
  public void onError(AsyncEvent event) throws IOException {
    listener.onError(context.seen(event));
  }

  @Override
  public void onStartAsync(AsyncEvent event) throws IOException {
    listener.onStartAsync(context.seen(event));
  }
}
