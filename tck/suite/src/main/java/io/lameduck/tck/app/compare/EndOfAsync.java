package io.lameduck.tck.app.compare;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/** Knows when an async cycle is over; says nothing. */
final class EndOfAsync implements AsyncListener {

  private final ScriptRecord record;

  EndOfAsync(ScriptRecord record) {
    this.record = record;
  }

  @Override
  public void onComplete(AsyncEvent event) {
    record.end("async");
  }

  @Override
  public void onTimeout(AsyncEvent event) {}

  @Override
  public void onError(AsyncEvent event) {}

  @Override
  public void onStartAsync(AsyncEvent event) {
    record.end("async"); // The next cycle has a listener of its own.
  }
}
