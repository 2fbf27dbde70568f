package io.lameduck.tck.app.compare;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads all there is, and runs a block when that was all, or when something can be written. */
final class RecordingIo implements ReadListener, WriteListener {

  private final Interpreter interpreter;
  private final String name;
  private final int block;
  private final @Nullable ServletInputStream in;
  private boolean ran;
  private int length;

  RecordingIo(Interpreter interpreter, String name, int block, @Nullable ServletInputStream in) {
    this.interpreter = interpreter;
    this.name = name;
    this.block = block;
    this.in = in;
  }

  @Override
  public void onDataAvailable() throws IOException {
    while (in != null && in.isReady() && !in.isFinished()) {
      int count = in.read(new byte[256]);
      length += Math.max(0, count);
    }
    interpreter.record().add("data", name + ".onDataAvailable, " + length + " bytes");
  }

  @Override
  public void onAllDataRead() throws IOException {
    interpreter.record().add("event", name + ".onAllDataRead");
    runOnce();
  }

  @Override
  public void onWritePossible() throws IOException {
    interpreter.record().add("event", name + ".onWritePossible");
    runOnce();
  }

  @Override
  public void onError(Throwable thrown) {
    interpreter.record().add("event", name + ".onError " + interpreter.forms().of(thrown));
  }

  private void runOnce() throws IOException {
    if (!ran) {
      ran = true;
      try {
        interpreter.run(block);
      } catch (ServletException e) {
        throw new IOException(e);
      }
    }
  }
}
