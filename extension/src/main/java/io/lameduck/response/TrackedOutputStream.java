package io.lameduck.response;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The container's stream; each call that may send the head asks the response first. What is not
 * here ends in one of these, in the containers as well.
 */
final class TrackedOutputStream extends ServletOutputStream {

  private final ServletOutputStream stream;
  private final InFlightResponse response;

  TrackedOutputStream(ServletOutputStream stream, InFlightResponse response) {
    this.stream = stream;
    this.response = response;
  }

  /** Whether it stands for this stream. */
  boolean wraps(ServletOutputStream other) {
    return stream == other;
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
  public void write(byte[] bytes, int offset, int length) throws IOException {
    EventStream events = begin();
    try {
      stream.write(bytes, offset, length);
    } finally {
      EventStream.endWrite(events);
    }
  }

  /** Of Servlet 6.1. */
  public void write(ByteBuffer bytes) throws IOException {
    write(() -> Servlet61.write(stream, bytes));
  }

  // The container prints in its own way, which may be another than that of the base class.

  @Override
  public void print(String text) throws IOException {
    write(() -> stream.print(text));
  }

  @Override
  public void println(String text) throws IOException {
    write(() -> stream.println(text));
  }

  @Override
  public void print(boolean value) throws IOException {
    write(() -> stream.print(value));
  }

  @Override
  public void println(boolean value) throws IOException {
    write(() -> stream.println(value));
  }

  @Override
  public void print(char value) throws IOException {
    write(() -> stream.print(value));
  }

  @Override
  public void println(char value) throws IOException {
    write(() -> stream.println(value));
  }

  @Override
  public void println(int value) throws IOException {
    write(() -> stream.println(value));
  }

  @Override
  public void println(long value) throws IOException {
    write(() -> stream.println(value));
  }

  @Override
  public void println(float value) throws IOException {
    write(() -> stream.println(value));
  }

  @Override
  public void println(double value) throws IOException {
    write(() -> stream.println(value));
  }

  @Override
  public void println() throws IOException {
    write(stream::println);
  }

  @Override
  public void flush() throws IOException {
    write(stream::flush);
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

  /**
   * Never again when it is over, and the completion follows: an exception in {@code
   * onWritePossible} would have Undertow cut the connection.
   */
  @Override
  public boolean isReady() {
    EventStream events = response.events();
    return (events == null || !events.isOver()) && stream.isReady();
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    stream.setWriteListener(listener);
  }

  private interface Write {
    void run() throws IOException;
  }

  private void write(Write write) throws IOException {
    EventStream events = begin();
    try {
      write.run();
    } finally {
      EventStream.endWrite(events);
    }
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
