package io.lameduck.tck.app.broadcast;

import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Events without a pause, until a write fails; for a client that does not read. */
final class Flood {

  private static final long COMPLETION_BOUND_SECONDS = 5;

  private final AsyncContext context;
  private final OutputStream out;
  private final boolean completes;
  private volatile long writingSince = System.nanoTime();

  Flood(AsyncContext context, boolean completes) throws IOException {
    this.context = context;
    this.out = context.getResponse().getOutputStream();
    this.completes = completes;
    context.setTimeout(0);
    Thread writer = new Thread(this::write, "flood");
    writer.setDaemon(true);
    writer.start();
  }

  private void write() {
    byte[] event = new byte[64 * 1024];
    Arrays.fill(event, (byte) ':');
    event[event.length - 1] = '\n';
    try {
      while (true) {
        writingSince = System.nanoTime();
        out.write(event);
        out.flush();
      }
    } catch (IOException | RuntimeException e) {
      if (completes) {
        context.complete();
      }
    }
  }

  /** How long the present write has lasted. */
  long writingMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - writingSince);
  }

  /** Ends it, as one that evicts its client; returns how long that took. */
  long complete() {
    long start = System.nanoTime();
    try {
      CompletableFuture.runAsync(context::complete).get(COMPLETION_BOUND_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      // The time says so.
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }
}
