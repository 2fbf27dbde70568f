package io.lameduck.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

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
    response.beforeCommit();
    stream.write(b);
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    response.beforeCommit();
    stream.write(bytes);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    response.beforeCommit();
    stream.write(bytes, offset, length);
  }

  @Override
  public void flush() throws IOException {
    response.beforeCommit();
    stream.flush();
  }

  @Override
  public void close() throws IOException {
    response.beforeCommit();
    stream.close();
  }

  @Override
  public boolean isReady() {
    return stream.isReady();
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    stream.setWriteListener(listener);
  }
}
