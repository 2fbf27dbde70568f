package io.lameduck.servlet;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * The container's writer; each call that may send the head asks the response first. Every other
 * method of {@link PrintWriter} ends in one of these.
 */
final class TrackedWriter extends PrintWriter {

  private final PrintWriter writer;
  private final TrackedResponse response;

  TrackedWriter(PrintWriter writer, TrackedResponse response) {
    super(writer);
    this.writer = writer;
    this.response = response;
  }

  @Override
  public void write(int c) {
    EventStream events = response.events();
    if (begin(events)) {
      try {
        writer.write(c);
      } finally {
        EventStream.endWrite(events);
      }
    }
  }

  @Override
  public void write(char[] chars, int offset, int length) {
    EventStream events = response.events();
    if (begin(events)) {
      try {
        writer.write(chars, offset, length);
      } finally {
        EventStream.endWrite(events);
      }
    }
  }

  @Override
  public void write(String text, int offset, int length) {
    EventStream events = response.events();
    if (begin(events)) {
      try {
        writer.write(text, offset, length);
      } finally {
        EventStream.endWrite(events);
      }
    }
  }

  @Override
  public void println() {
    EventStream events = response.events();
    if (begin(events)) {
      try {
        writer.println();
      } finally {
        EventStream.endWrite(events);
      }
    }
  }

  @Override
  public void flush() {
    if (response.mayFollowForward()
        && ServerFlush.followsForward(ServerFlush.CALLERS.getCallerClass())) {
      return;
    }
    EventStream events = response.events();
    if (begin(events)) {
      try {
        writer.flush();
      } finally {
        EventStream.endWrite(events);
      }
    }
  }

  @Override
  public void close() {
    EventStream events = response.events();
    if (begin(events)) {
      try {
        writer.close();
      } finally {
        EventStream.endWrite(events);
      }
    }
  }

  @Override
  public boolean checkError() {
    EventStream events = response.events();
    if (events != null && events.isOver()) {
      return true;
    }
    response.beforeCommit(); // It flushes.
    return writer.checkError();
  }

  /** False where the stream is over, which a writer does not say by an exception. */
  private boolean begin(@Nullable EventStream events) {
    response.beforeCommit();
    return events == null || events.tryBeginWrite();
  }
}
