package io.lameduck.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The container's stream; each call that may send the head asks the response first. */
final class TrackedOutputStream extends ServletOutputStream {

  private final ServletOutputStream stream;
  private final TrackedResponse response;

  TrackedOutputStream(ServletOutputStream stream, TrackedResponse response) {
    this.stream = stream;
    this.response = response;
  }

  @Override
  public void write(int b) throws IOException {
    EventStream events = begin();
    try {
      stream.write(b);
    } finally {
      EventStream.endWrite(events);
    }
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    EventStream events = begin();
    try {
      stream.write(bytes);
    } finally {
      EventStream.endWrite(events);
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    EventStream events = begin();
    try {
      stream.write(bytes, offset, length);
    } finally {
      EventStream.endWrite(events);
    }
  }

  @Override
  public void flush() throws IOException {
    if (response.mayFollowForward()
        && ServerFlush.followsForward(ServerFlush.CALLERS.getCallerClass())) {
      return;
    }
    EventStream events = begin();
    try {
      stream.flush();
    } finally {
      EventStream.endWrite(events);
    }
  }

  @Override
  public void close() throws IOException {
    response.beforeCommit();
    EventStream events = response.events();
    if (events == null || events.tryBeginWrite()) {
      try {
        stream.close();
      } finally {
        EventStream.endWrite(events);
      }
    }
  }

  @Override
  public boolean isReady() {
    return stream.isReady();
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    stream.setWriteListener(listener);
  }

  private @Nullable EventStream begin() throws IOException {
    response.beforeCommit();
    EventStream events = response.events();
    if (events != null && !events.tryBeginWrite()) {
      throw new IOException("The server is about to stop and has ended this event stream");
    }
    return events;
  }
}
