package io.lameduck.response;

import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The container's writer; each call that may send the head asks the response first. Every other
 * method of {@link PrintWriter} ends in one of these, and those of the containers as well.
 */
final class TrackedWriter extends PrintWriter {

  private final PrintWriter writer;
  private final InFlightResponse response;

  TrackedWriter(PrintWriter writer, InFlightResponse response) {
    super(writer);
    this.writer = writer;
    this.response = response;
  }

  boolean wraps(PrintWriter other) {
    return writer == other;
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
  public void write(char[] chars) {
    write(() -> writer.write(chars));
  }

  @Override
  public void write(@Nullable String text) {
    write(() -> writer.write(text));
  }

  // The base class locks the writer while it prints a line, and the container may not.

  @Override
  public void println() {
    write(writer::println);
  }

  @Override
  public void println(@Nullable String text) {
    write(() -> writer.println(text));
  }

  @Override
  public void println(@Nullable Object value) {
    write(() -> writer.println(value));
  }

  @Override
  public void println(char[] chars) {
    write(() -> writer.println(chars));
  }

  @Override
  public void println(boolean value) {
    write(() -> writer.println(value));
  }

  @Override
  public void println(char value) {
    write(() -> writer.println(value));
  }

  @Override
  public void println(int value) {
    write(() -> writer.println(value));
  }

  @Override
  public void println(long value) {
    write(() -> writer.println(value));
  }

  @Override
  public void println(float value) {
    write(() -> writer.println(value));
  }

  @Override
  public void println(double value) {
    write(() -> writer.println(value));
  }

  @Override
  public PrintWriter format(String format, @Nullable Object... arguments) {
    write(() -> writer.format(format, arguments));
    return this;
  }

  @Override
  public PrintWriter format(@Nullable Locale locale, String format, @Nullable Object... arguments) {
    write(() -> writer.format(locale, format, arguments));
    return this;
  }

  @Override
  public void flush() {
    write(writer::flush);
  }

  @Override
  public void close() {
    write(writer::close);
  }

  @Override
  public boolean checkError() {
    EventStream events = response.events();
    if (!begin(events)) {
      return true;
    }
    try {
      return writer.checkError(); // It flushes.
    } finally {
      EventStream.endWrite(events);
    }
  }

  private void write(Runnable write) {
    EventStream events = response.events();
    if (begin(events)) {
      try {
        write.run();
      } finally {
        EventStream.endWrite(events);
      }
    }
  }

  /** False if the stream is over, which a writer does not say by an exception. */
  private boolean begin(@Nullable EventStream events) {
    response.beforeCommit();
    return events == null || events.tryBeginWrite();
  }
}
