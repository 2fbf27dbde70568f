package io.lameduck.tck.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** What a process prints, kept line by line; who waits for a line is woken by it. */
final class ProcessLog {

  private static final int TAIL = 60;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<String> lines = new ArrayList<>();
  private boolean ended;

  /** Reads the stream to its end, on a daemon thread of its own, which hands on each line. */
  void follow(InputStream stream, String threadName, Consumer<String> onLine) {
    Thread reader = new Thread(() -> readAll(stream, onLine), threadName);
    reader.setDaemon(true);
    reader.start();
  }

  String text() {
    return joined(0);
  }

  /** The last lines, for messages. */
  String tail() {
    return joined(TAIL);
  }

  /** Blocks until a line contains the text. */
  String await(String text, Duration bound) throws InterruptedException {
    long nanos = bound.toNanos();
    int next = 0;
    lock.lockInterruptibly();
    try {
      while (true) {
        for (; next < lines.size(); next++) {
          if (lines.get(next).contains(text)) {
            return lines.get(next);
          }
        }
        if (ended || nanos <= 0) {
          String why = ended ? "the process has ended" : "not within " + bound;
          throw new IllegalStateException("no line with '" + text + "': " + why + "\n" + tail());
        }
        nanos = changed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Blocks until the stream has ended, so that the log is whole. */
  void awaitEnd(Duration bound) throws InterruptedException {
    long nanos = bound.toNanos();
    lock.lockInterruptibly();
    try {
      while (!ended && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  private void readAll(InputStream stream, Consumer<String> onLine) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        add(line);
        handOn(line, onLine);
      }
    } catch (IOException e) {
      add("(the harness could not read on: " + e + ")");
    } finally {
      end();
    }
  }

  /** A process whose output nobody reads would stand still. */
  private void handOn(String line, Consumer<String> onLine) {
    try {
      onLine.accept(line);
    } catch (RuntimeException e) {
      add("(the harness could not use this line: " + e + ")");
    }
  }

  private void add(String line) {
    lock.lock();
    try {
      lines.add(line);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private String joined(int last) {
    lock.lock();
    try {
      int from = last == 0 ? 0 : Math.max(0, lines.size() - last);
      return String.join("\n", lines.subList(from, lines.size()));
    } finally {
      lock.unlock();
    }
  }
}
