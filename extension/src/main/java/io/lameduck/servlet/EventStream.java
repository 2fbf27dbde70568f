package io.lameduck.servlet;

import jakarta.servlet.AsyncContext;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A response of the type {@code text/event-stream}. When its time is up it is ended between two
 * writes of the application: the container then sends the last chunk, and a browser's {@code
 * EventSource} connects again, elsewhere (HTML Living Standard, 9.2.3). To the application it looks
 * as if the client had gone.
 *
 * <p>One that no asynchronous request belongs to ends at the application's next write.
 */
final class EventStream {

  /** A write to a client that does not read may block; such a stream cannot be ended in order. */
  private static final long WRITE_BOUND_MILLIS = 500;

  private final ReentrantLock writing = new ReentrantLock();
  private final TrackedRequest request;
  private volatile boolean over;

  private EventStream(TrackedRequest request) {
    this.request = request;
  }

  /** Tells the drain of it, where it is one. */
  static @Nullable EventStream notice(@Nullable String contentType, TrackedRequest request) {
    String type = "text/event-stream";
    if (contentType == null || !contentType.regionMatches(true, 0, type, 0, type.length())) {
      return null;
    }
    EventStream stream = new EventStream(request);
    request.lease().becomesEndless(stream::end);
    return stream;
  }

  boolean isOver() {
    return over;
  }

  /**
   * Keeps the stream from being ended until {@link #endWrite}.
   *
   * @return false where it is over, and nothing must be written
   */
  boolean tryBeginWrite() {
    writing.lock();
    if (over) {
      writing.unlock();
      return false;
    }
    return true;
  }

  /** Null where there is no event stream, and nothing was begun. */
  static void endWrite(@Nullable EventStream begun) {
    if (begun != null) {
      begun.writing.unlock();
    }
  }

  /** The application's own end of it, unless we were faster. */
  void complete(Runnable completion) {
    writing.lock();
    try {
      if (!over) {
        over = true;
        completion.run();
      }
    } finally {
      writing.unlock();
    }
  }

  private void end() {
    boolean alone = false;
    try {
      alone = writing.tryLock(WRITE_BOUND_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!alone) {
      over = true; // At its next write, if that ever comes.
      return;
    }
    try {
      AsyncContext context = request.startedAsync();
      if (context != null) {
        context.complete();
      }
      over = true;
    } finally {
      writing.unlock();
    }
  }
}
