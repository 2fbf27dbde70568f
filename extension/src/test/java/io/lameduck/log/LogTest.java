package io.lameduck.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LogTest {

  private final RecordingLogger log = new RecordingLogger();

  /** Whatever ends a line somewhere: ASCII, C1, and the separators of Unicode. */
  @Test
  void aLineIsOneLine() {
    String forged = "/a\nLD0005: Drained\r\u0000\u001b[2J\u007f\u0085\u009b\u2028\u2029/b";
    new Log(log).write(Message.STILL_RUNNING, "DRAINING", forged, "1s", "on x");
    assertThat(log.lines())
        .containsExactly(
            "WARNING LD0033: Still running (DRAINING): /a?LD0005: Drained???[2J?????/b for 1s,"
                + " on x");
  }

  @Test
  void otherCharactersStay() {
    new Log(log).write(Message.REQUESTS_NOT_TRACKED, "/caf\u00e9/\ud83e\udd86?q=%0a");
    assertThat(log.lines())
        .singleElement()
        .asString()
        .contains("of /caf\u00e9/\ud83e\udd86?q=%0a are");
  }

  @Test
  void theNameOfTheApplicationForgesNothing() {
    Log lines = new Log(log);
    lines.about("/app\n2026-01-01 INFO");
    lines.write(Message.SWITCHED_OFF);
    assertThat(log.lines())
        .containsExactly("INFO LD0015: Disabled by lameduck.enabled=false [/app?2026-01-01 INFO]");
  }

  @Test
  void theLineIsThereWhenTheCallReturnsAndNoThreadIsLeft() throws InterruptedException {
    List<Thread> writers = Collections.synchronizedList(new ArrayList<>());
    LineLogger logger =
        (level, text) -> {
          writers.add(Thread.currentThread());
          log.line(level, text);
        };
    for (int i = 0; i < 100; i++) {
      new Log(logger).write(Message.STREAMS_CUT_OFF, i);
      assertThat(log.lines()).hasSize(i + 1).last().asString().endsWith(": " + i);
    }
    for (Thread writer : writers) {
      writer.join(10_000);
      assertThat(writer.isAlive()).isFalse();
    }
  }

  /** Servers choose the log by it. */
  @Test
  void theContextClassLoaderIsThatOfTheCaller() {
    Thread self = Thread.currentThread();
    ClassLoader before = self.getContextClassLoader();
    ClassLoader own = new ClassLoader(before) {};
    List<ClassLoader> seen = new ArrayList<>();
    Log lines =
        new Log(
            (LineLogger) (level, text) -> seen.add(Thread.currentThread().getContextClassLoader()));
    self.setContextClassLoader(own);
    try {
      lines.write(Message.SWITCHED_OFF);
    } finally {
      self.setContextClassLoader(before);
    }
    lines.write(Message.SWITCHED_OFF);
    assertThat(seen).containsExactly(own, before);
  }

  @Test
  void anInterruptedCallerStaysInterruptedAndHasItsLine() {
    Thread.currentThread().interrupt();
    new Log(log).write(Message.SWITCHED_OFF);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(log.lines()).hasSize(1);
  }

  @Test
  void aLogThatLogsDoesNotWaitForItself() {
    Log inner = new Log(log);
    Log outer =
        new Log((LineLogger) (level, text) -> inner.write(Message.REPORT_NOT_WRITTEN, text));
    outer.write(Message.SWITCHED_OFF);
    assertThat(log.lines()).singleElement().asString().contains("LD0031: ", "LD0015: ");
  }

  /** Those that were to be written meanwhile follow in order; one caller waits once. */
  @Test
  void aLogThatHangsForAWhileLosesNoLine() throws InterruptedException {
    CountDownLatch goOn = new CountDownLatch(1);
    List<Thread> writers = Collections.synchronizedList(new ArrayList<>());
    LineLogger logger =
        (level, text) -> {
          try {
            goOn.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          writers.add(Thread.currentThread());
          log.line(level, text);
        };
    Log lines = new Log(logger);
    long begun = System.nanoTime();
    lines.write(Message.SWITCHED_OFF);
    IntStream.range(0, 20).forEach(i -> lines.write(Message.STREAMS_CUT_OFF, i));
    // Each for itself would be ten seconds.
    assertThat(System.nanoTime() - begun).isLessThan(3_000_000_000L);
    assertThat(log.lines()).isEmpty();
    goOn.countDown();
    new Log(log).write(Message.DRAIN_FAILED);
    while (log.lines().size() < 22) {
      Thread.onSpinWait();
    }
    writers.get(0).join(10_000);
    assertThat(log.lines())
        .extracting(line -> line.replaceFirst(".*: ", ""))
        .startsWith("Disabled by lameduck.enabled=false")
        .containsSubsequence(IntStream.range(0, 20).mapToObj(Integer::toString).toList())
        .last()
        .asString()
        .startsWith("The drain failed");
    new Log(log).write(Message.SWITCHED_OFF);
    assertThat(log.lines()).as("at once again").hasSize(23);
  }
}
