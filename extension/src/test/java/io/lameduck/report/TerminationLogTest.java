package io.lameduck.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lameduck.drain.DrainReport;
import io.lameduck.drain.DrainReportBuilder;
import io.lameduck.log.Log;
import io.lameduck.log.RecordingLogger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class TerminationLogTest {

  private static final String LINE =
      "LD0005: Drained (signal): lame duck 5.0s, draining 120ms, grace period used 5.1s of 30s;"
          + " served late: 3, rejected: 1, completed: 7, streams ended: 2, GOAWAY: 3, abandoned: 0";

  private static final DrainReport REPORT =
      new DrainReportBuilder()
          .lameDuck(Duration.ofSeconds(5))
          .draining(Duration.ofMillis(120))
          .servedLate(3)
          .rejected(1)
          .completed(7)
          .streamsEnded(2)
          .goAways(3)
          .build();

  private final RecordingLogger logger = new RecordingLogger();
  private final Log log = new Log(logger);

  private final Path folder;
  private final Path file;

  TerminationLogTest(@TempDir Path folder) {
    this.folder = folder;
    this.file = folder.resolve("termination-log");
  }

  private void write(Path to) {
    new TerminationLog(to, log).ended(REPORT);
  }

  private void isSaidOnce() {
    assertThat(logger.lines())
        .singleElement()
        .asString()
        .startsWith("DEBUG LD0031: The report could not be written to ");
  }

  @Test
  void writesTheLineOfTheLog() throws IOException {
    Files.createFile(file);
    log.about("/shop");
    write(file);
    assertThat(file).hasContent(LINE + " [/shop]\n");
    assertThat(logger.lines()).isEmpty();
  }

  @Test
  void eachDeploymentAddsItsOwn() throws IOException {
    Files.createFile(file);
    write(file);
    write(file);
    assertThat(Files.readAllLines(file)).containsExactly(LINE, LINE);
  }

  @Test
  void isNeverLongerThanKubernetesReads() throws IOException {
    Files.writeString(file, "x".repeat(4000));
    write(file);
    assertThat(file).hasContent(LINE + "\n");

    log.about("/" + "ü".repeat(3000));
    write(file);
    assertThat(Files.size(file)).isBetween(4095L, 4096L); // No half character.
    assertThat(Files.readString(file, StandardCharsets.UTF_8)).startsWith(LINE).endsWith("ü\n");
  }

  @Test
  void createsNothing() {
    write(file);
    assertThat(file).doesNotExist();
    assertThat(logger.lines()).isEmpty();
  }

  @Test
  void doesNotWriteToAFolder() {
    write(folder);
    isSaidOnce();
  }

  @Test
  void doesNotWriteToAReadOnlyFile() throws IOException {
    Files.createFile(file);
    assertThat(file.toFile().setWritable(false)).isTrue();
    // Root may write to any file, but not to one that the kernel only lets be read.
    Path readOnly = Files.isWritable(file) ? Path.of("/proc/version") : file;
    assumeTrue(Files.exists(readOnly), "not tested: no file that root cannot write to");
    write(readOnly);
    isSaidOnce();
  }

  @Test
  void survivesAFullDisk() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "not tested: no /dev/full here");
    write(full);
    isSaidOnce();
  }

  /** A pipe without a reader: it cannot even be opened. */
  @Test
  void doesNotWaitForAFileThatHangs() throws Exception {
    Process pipe = new ProcessBuilder("mkfifo", file.toString()).start();
    assumeTrue(pipe.waitFor() == 0, "not tested: no mkfifo here");
    long begun = System.nanoTime();
    write(file);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    isSaidOnce();
    assertThat(Files.readString(file)).as("lets the thread go").startsWith(LINE);
  }
}
