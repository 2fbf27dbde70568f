package io.lameduck.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/** The least that the filter asks of a response, at no cost. Never committed. */
final class BenchmarkResponse extends HttpServletResponseWrapper {

  long written;
  String connection = "";
  private final ServletOutputStream stream = new Counting();

  BenchmarkResponse() {
    super(Unused.of(HttpServletResponse.class));
  }

  @Override
  public boolean isCommitted() {
    return false;
  }

  @Override
  public int getStatus() {
    return 200;
  }

  @Override
  public void setHeader(String name, String value) {
    connection = value;
  }

  @Override
  public boolean containsHeader(String name) {
    return !connection.isEmpty();
  }

  @Override
  public ServletOutputStream getOutputStream() {
    return stream;
  }

  private final class Counting extends ServletOutputStream {

    @Override
    public void write(int b) {
      written++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      written += length;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException();
    }
  }
}
