package io.lameduck.tck.rolling.report;

import io.lameduck.tck.harness.DebianProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's Chromium, without a window. */
final class Chromium {

  static final DebianProgram PROGRAM = new DebianProgram("chromium", "chromium");

  private static final long BOUND_SECONDS = 60;

  /**
   * A page that was opened.
   *
   * @param dom what it had become when it was loaded
   * @param console what was written to the console of the page, or of a page in it
   */
  record Opened(String dom, List<String> console) {}

  private final Path directory;

  /**
   * @param directory for its profile and its output
   */
  Chromium(Path directory) {
    this.directory = directory;
  }

  Opened open(Path page) throws IOException, InterruptedException {
    Path dom = directory.resolve("dom.html");
    Path log = directory.resolve("chromium.log");
    run(page, dom, log, List.of("--dump-dom", "--enable-logging=stderr"));
    List<String> console =
        Files.readAllLines(log).stream().filter(line -> line.contains(":CONSOLE")).toList();
    return new Opened(Files.readString(dom), console);
  }

  void screenshot(Path page, Path picture, int width, int height)
      throws IOException, InterruptedException {
    run(
        page,
        directory.resolve("screenshot.txt"),
        directory.resolve("screenshot.log"),
        List.of("--screenshot=" + picture, "--window-size=" + width + "," + height));
  }

  private void run(Path page, Path out, Path log, List<String> options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(PROGRAM.find().orElseThrow().toString());
    // It refuses to have its sandbox as root, which CI is; the pages are our own.
    command.addAll(List.of("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"));
    command.add("--user-data-dir=" + directory.resolve("profile"));
    // So that a page can look into the pages in it.
    command.add("--allow-file-access-from-files");
    command.addAll(options);
    command.add(page.toUri().toString());
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(log.toFile())
            .start();
    if (!process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("chromium hangs\n" + Files.readString(log));
    }
    if (process.exitValue() != 0) {
      throw new IllegalStateException("chromium failed\n" + Files.readString(log));
    }
  }
}
