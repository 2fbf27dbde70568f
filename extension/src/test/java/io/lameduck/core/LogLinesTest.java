package io.lameduck.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LogLinesTest {

  private final RecordingLogger log = new RecordingLogger();

  /** Whatever ends a line somewhere: ASCII, C1, and the separators of Unicode. */
  @Test
  void aLineIsOneLine() {
    String forged = "/a\nLD0005: Drained\r\u0000\u001b[2J\u007f\u0085\u009b\u2028\u2029/b";
    new LogLines(log).warn("LD0033", "Still running: %s", forged);
    assertThat(log.lines())
        .containsExactly("WARNING LD0033: Still running: /a?LD0005: Drained???[2J?????/b");
  }

  @Test
  void otherCharactersStay() {
    new LogLines(log).warn("LD0033", "%s", "/caf\u00e9/\ud83e\udd86?q=%0a");
    assertThat(log.lines()).containsExactly("WARNING LD0033: /caf\u00e9/\ud83e\udd86?q=%0a");
  }

  @Test
  void theNameOfTheApplicationForgesNothing() {
    LogLines lines = new LogLines(log);
    lines.about("/app\n2026-01-01 INFO");
    lines.info("LD0015", "Off");
    assertThat(log.lines()).containsExactly("INFO LD0015: Off [/app?2026-01-01 INFO]");
  }

  @Test
  void theReportForgesNothing() {
    Messages messages = new Messages(log);
    DrainReport report =
        new DrainReport(
            Trigger.SIGNAL,
            DrainReport.Outcome.TIMED_OUT,
            Duration.ZERO,
            Duration.ZERO,
            0,
            0,
            0,
            0,
            1,
            List.of("GET /a\nLD0005: Drained"));
    assertThat(new ReportMessages(messages).line(report))
        .doesNotContain("\n")
        .contains("/a?LD0005");
    messages.report(report);
    assertThat(log.lines()).singleElement().asString().doesNotContain("\n");
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
      new LogLines(logger).info("LD0001", "%d", i);
      assertThat(log.lines()).hasSize(i + 1).last().isEqualTo("INFO LD0001: " + i);
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
    LogLines lines =
        new LogLines(
            (LineLogger) (level, text) -> seen.add(Thread.currentThread().getContextClassLoader()));
    self.setContextClassLoader(own);
    try {
      lines.info("LD0001", "armed");
    } finally {
      self.setContextClassLoader(before);
    }
    lines.info("LD0001", "armed");
    assertThat(seen).containsExactly(own, before);
  }

  @Test
  void anInterruptedCallerStaysInterruptedAndHasItsLine() {
    Thread.currentThread().interrupt();
    new LogLines(log).info("LD0001", "armed");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(log.lines()).hasSize(1);
  }

  @Test
  void aLogThatLogsDoesNotWaitForItself() {
    LogLines inner = new LogLines(log);
    LogLines outer = new LogLines((LineLogger) (level, text) -> inner.info("LD0002", text));
    outer.info("LD0001", "armed");
    assertThat(log.lines()).containsExactly("INFO LD0002: LD0001: armed");
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
    LogLines lines = new LogLines(logger);
    long begun = System.nanoTime();
    lines.info("LD0001", "armed");
    IntStream.range(0, 20).forEach(i -> lines.info("LD0002", "%d", i));
    // Each for itself would be ten seconds.
    assertThat(System.nanoTime() - begun).isLessThan(3_000_000_000L);
    assertThat(log.lines()).isEmpty();
    goOn.countDown();
    new LogLines(log).info("LD0003", "behind them");
    while (log.lines().size() < 22) {
      Thread.onSpinWait();
    }
    writers.get(0).join(10_000);
    assertThat(log.lines())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(-1, 20)
                .mapToObj(
                    i ->
                        i < 0
                            ? "INFO LD0001: armed"
                            : i == 20 ? "INFO LD0003: behind them" : "INFO LD0002: " + i)
                .toList());
    new ReportMessages(new Messages(log))
        .terminationLogNotWritten(Path.of("/x"), new IllegalStateException());
    assertThat(log.lines()).as("at once again").hasSize(23);
  }
}
