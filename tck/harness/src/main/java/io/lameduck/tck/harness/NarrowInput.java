package io.lameduck.tck.harness;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads no faster than a narrow network would bring the bytes. */
public final class NarrowInput extends FilterInputStream {

  private static final int ONE_READ = 4 * 1024;

  private final int bytesPerSecond;

  /** Reads from this input, no more than so many bytes a second. */
  public NarrowInput(InputStream in, int bytesPerSecond) {
    super(in);
    this.bytesPerSecond = bytesPerSecond;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, Math.min(length, ONE_READ));
    if (count > 0) {
      takeTimeFor(count);
    }
    return count;
  }

  private void takeTimeFor(int count) throws IOException {
    try {
      // This is the slowness itself, not a wait for anything.
      Thread.sleep(count * 1_000L / bytesPerSecond);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
