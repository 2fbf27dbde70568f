package io.lameduck.servlet;

import java.io.PrintWriter;

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
    response.beforeCommit();
    writer.write(c);
  }

  @Override
  public void write(char[] chars, int offset, int length) {
    response.beforeCommit();
    writer.write(chars, offset, length);
  }

  @Override
  public void write(String text, int offset, int length) {
    response.beforeCommit();
    writer.write(text, offset, length);
  }

  @Override
  public void println() {
    response.beforeCommit();
    writer.println();
  }

  @Override
  public void flush() {
    response.beforeCommit();
    writer.flush();
  }

  @Override
  public void close() {
    response.beforeCommit();
    writer.close();
  }

  @Override
  public boolean checkError() {
    response.beforeCommit(); // It flushes.
    return writer.checkError();
  }
}
