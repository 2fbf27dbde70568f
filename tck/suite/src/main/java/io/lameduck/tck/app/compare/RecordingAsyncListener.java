package io.lameduck.tck.app.compare;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Records each event with all that it carries, and runs a block at one of them. */
public final class RecordingAsyncListener implements AsyncListener {

  private final @Nullable Interpreter interpreter;
  private final String name;
  private final String event;
  private final int block;

  /** For {@code AsyncContext.createListener}, whose listener nobody adds. */
  public RecordingAsyncListener() {
    this.interpreter = null;
    this.name = "";
    this.event = "";
    this.block = 0;
  }

  /** Runs the block at the event of that name. */
  RecordingAsyncListener(Interpreter interpreter, String name, String event, int block) {
    this.interpreter = interpreter;
    this.name = name;
    this.event = event;
    this.block = block;
  }

  @Override
  public void onComplete(AsyncEvent happened) throws IOException {
    record("onComplete", happened);
  }

  @Override
  public void onTimeout(AsyncEvent happened) throws IOException {
    record("onTimeout", happened);
  }

  @Override
  public void onError(AsyncEvent happened) throws IOException {
    record("onError", happened);
  }

  @Override
  public void onStartAsync(AsyncEvent happened) throws IOException {
    record("onStartAsync", happened);
  }

  private void record(String method, AsyncEvent happened) throws IOException {
    if (interpreter == null) {
      return;
    }
    Forms forms = interpreter.forms();
    interpreter
        .record()
        .add(
            "event",
            "%s.%s %s %s %s %s"
                .formatted(
                    name,
                    method,
                    forms.of(happened.getAsyncContext()),
                    forms.of(happened.getSuppliedRequest()),
                    forms.of(happened.getSuppliedResponse()),
                    forms.of(happened.getThrowable())));
    if (method.equals(event)) {
      try {
        interpreter.run(block);
      } catch (jakarta.servlet.ServletException e) {
        throw new IOException(e);
      }
    }
  }
}
