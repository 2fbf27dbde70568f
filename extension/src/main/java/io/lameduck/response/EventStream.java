package io.lameduck.response;

import io.lameduck.concurrent.Threads;
import io.lameduck.inflight.Lease;
import io.lameduck.inflight.OpenStream;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A response of the type {@code text/event-stream}. When its time is up it is ended between two
 * writes of the application: the container then sends the last chunk, and a browser's {@code
 * EventSource} connects again, elsewhere (HTML Living Standard, 9.2.3). To the application it looks
 * as if the client had gone.
 *
 * <p>One that no asynchronous request belongs to ends at the application's next write.
 *
 * <p>One word says how it stands, so that nothing is locked while the container or the application
 * runs: a container may call the application's listeners from within {@code complete()}, and a
 * write may block for as long as the client does not read.
 */
public final class EventStream implements OpenStream {

  /** The drain has asked for the end: no write begins from now on. */
  private static final int ENDING = 1 << 28;

  /** The drain has ended it. */
  private static final int ENDED = 1 << 29;

  /** The application has completed its request, before the drain did. */
  private static final int COMPLETED = 1 << 30;

  /** How many writes are in progress. */
  private static final int WRITES = ENDING - 1;

  private final AtomicInteger state = new AtomicInteger();
  private final Lease lease;
  private final Supplier<@Nullable Runnable> completion;

  private EventStream(Lease lease, Supplier<@Nullable Runnable> completion) {
    this.lease = lease;
    this.completion = completion;
  }

  /**
   * Tells the drain of it.
   *
   * @param completion what completes its request now; null while that is not in async mode
   */
  static EventStream begin(Lease lease, Supplier<@Nullable Runnable> completion) {
    EventStream stream = new EventStream(lease, completion);
    lease.becomesEndless(stream);
    return stream;
  }

  static boolean isType(@Nullable String contentType) {
    String type = "text/event-stream";
    return contentType != null && contentType.regionMatches(true, 0, type, 0, type.length());
  }

  /**
   * The response has been given another type, before anything of it was sent.
   *
   * @return false if the drain has asked for the end by then
   */
  boolean takeBack() {
    if ((state.getAndUpdate(now -> (now & ENDING) == 0 ? now | COMPLETED : now) & ENDING) != 0) {
      return false;
    }
    lease.becomesFinite();
    return true;
  }

  /** Whether the application is told that its client has gone. */
  public boolean isOver() {
    return (state.get() & ENDING) != 0;
  }

  /** By the drain, or by the application because of it. */
  @Override
  public boolean isEnded() {
    int now = state.get();
    return (now & ENDED) != 0 || (now & (ENDING | COMPLETED)) == (ENDING | COMPLETED);
  }

  /**
   * Keeps the drain from ending the stream until {@link #endWrite}.
   *
   * @return false if it is over, and nothing must be written
   */
  boolean tryBeginWrite() {
    int now;
    do {
      now = state.get();
      if ((now & ENDING) != 0) {
        return false;
      }
    } while (!state.compareAndSet(now, now + 1));
    return true;
  }

  /** Null if the response is no event stream, and nothing was begun. */
  static void endWrite(@Nullable EventStream begun) {
    // The last one, after the drain has asked for the end.
    if (begun != null && begun.state.decrementAndGet() == ENDING) {
      // The application's thread must not wait for the container, nor hold what its listeners need.
      Threads.start("lameduck-end", begun::endIfIdle);
    }
  }

  /** The application's own completion; does nothing if the drain's came first. */
  public void complete(Runnable completion) {
    if ((state.getAndUpdate(EventStream::completed) & ENDED) == 0) {
      completion.run();
    }
  }

  private static int completed(int now) {
    return (now & ENDED) == 0 ? now | COMPLETED : now;
  }

  @Override
  public void end() {
    if ((state.getAndUpdate(EventStream::ending) & WRITES) == 0) {
      endIfIdle();
    }
  }

  /** What the application has completed goes on as its container says. */
  private static int ending(int now) {
    return (now & COMPLETED) == 0 ? now | ENDING : now;
  }

  /** The servlet has returned, and the request is over, or goes on in async mode. */
  public void returned(boolean async) {
    if (async) {
      endIfIdle(); // The drain may have asked before there was anything to complete.
    } else {
      boolean unused = state.compareAndSet(ENDING, ENDING | ENDED); // As it was told.
    }
  }

  private void endIfIdle() {
    Runnable complete = completion.get();
    if (complete != null && state.compareAndSet(ENDING, ENDING | ENDED)) {
      try {
        complete.run();
      } catch (RuntimeException e) {
        int unused = state.getAndUpdate(now -> now & ~ENDED); // It stays open.
      }
    }
  }
}
