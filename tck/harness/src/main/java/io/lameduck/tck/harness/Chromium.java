package io.lameduck.tck.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's Chromium, without a window. */
public final class Chromium {

  /** Where it is. */
  public static final DebianProgram PROGRAM = new DebianProgram("chromium", "chromium");

  private static final long BOUND_SECONDS = 60;

  /**
   * A page that was opened.
   *
   * @param dom what it had become when it was loaded
   * @param console what was written to the console of the page, or of a page in it
   */
  public record Opened(String dom, List<String> console) {}

  private final Path directory;

  /**
   * A browser that has opened nothing yet.
   *
   * @param directory for its profile and its output
   */
  public Chromium(Path directory) {
    this.directory = directory;
  }

  /** Opens a page that is ready when it is loaded. */
  public Opened open(Path page) throws IOException, InterruptedException {
    return open(page, List.of());
  }

  /**
   * Opens a page that does something when it is loaded. The time is the page's own: it stands still
   * while a file is read, and passes at once while the page waits.
   */
  public Opened open(Path page, Duration time) throws IOException, InterruptedException {
    return open(page, List.of("--virtual-time-budget=" + time.toMillis()));
  }

  private Opened open(Path page, List<String> more) throws IOException, InterruptedException {
    Path dom = directory.resolve("dom.html");
    Path log = directory.resolve("chromium.log");
    List<String> options = new ArrayList<>(List.of("--dump-dom", "--enable-logging=stderr"));
    options.addAll(more);
    run(page, dom, log, options);
    List<String> console =
        Files.readAllLines(log).stream().filter(line -> line.contains(":CONSOLE")).toList();
    return new Opened(Files.readString(dom), console);
  }

  /** Takes a picture of a page in a window of this size. */
  public void screenshot(Path page, Path picture, int width, int height)
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
