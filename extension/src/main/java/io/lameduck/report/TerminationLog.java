package io.lameduck.report;

import io.lameduck.concurrent.Threads;
import io.lameduck.drain.DrainListener;
import io.lameduck.drain.DrainReport;
import io.lameduck.log.Log;
import io.lameduck.log.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * Writes the report of a drain into the file that Kubernetes shows as the message of a container
 * that has ended. It is never created: if it is missing, nothing would read it.
 *
 * <p>Appends, since there is an empty file for each start of a container: what is in it was written
 * by another deployment of this JVM, or by another program of this container. Only if the whole
 * would be longer than Kubernetes reads does it begin anew, so that the last report is always
 * there.
 */
public final class TerminationLog implements DrainListener {

  /** As much as Kubernetes keeps of a message. */
  private static final int BYTES = 4096;

  /** A file system that answers no more must not cost the grace period. */
  private static final Duration BOUND = Duration.ofMillis(500);

  private final Path file;
  private final Log log;

  /** Writes into this file, if there is one. */
  public TerminationLog(Path file, Log log) {
    this.file = file;
    this.log = log;
  }

  @Override
  public void ended(DrainReport report) {
    ByteBuffer line = bytes(report.line(log));
    boolean written = Threads.runBounded("lameduck-report", BOUND, () -> write(line));
    if (!written && !Thread.currentThread().isInterrupted()) {
      log.failure(
          new TimeoutException("not done in " + BOUND.toMillis() + "ms"),
          Message.REPORT_NOT_WRITTEN,
          file);
    }
  }

  /** Cut after a whole character if it is too long. */
  private static ByteBuffer bytes(String line) {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).limit(BYTES - 1);
    StandardCharsets.UTF_8
        .newEncoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .encode(CharBuffer.wrap(line), bytes, true);
    return bytes.limit(BYTES).put((byte) '\n').flip();
  }

  /** In one piece, so that two that write at the same time do not mix. */
  private void write(ByteBuffer line) {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      if (channel.size() + line.remaining() > BYTES) {
        channel.truncate(0);
      }
      while (line.hasRemaining()) {
        channel.write(line);
      }
    } catch (NoSuchFileException e) {
      // Not in Kubernetes, and so it stays.
    } catch (IOException | RuntimeException e) {
      log.failure(e, Message.REPORT_NOT_WRITTEN, file);
    }
  }
}
