package io.lameduck.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** What the JDK's own {@code jcmd} sees in the JVM of a server. */
final class InsideJvm {

  private final long pid;

  InsideJvm(long pid) {
    this.pid = pid;
  }

  /**
   * How many classes of this name there are after a full collection: one for each class loader that
   * has one and is still reachable.
   */
  long loadedClasses(String name) {
    jcmd("GC.run");
    return jcmd("VM.class_hierarchy").lines().filter(line -> line.contains(name + "/")).count();
  }

  /** The dump of all threads. */
  String threads() {
    return jcmd("Thread.print");
  }

  /** What is told of flight recordings. */
  String recordings() {
    return jcmd("JFR.check");
  }

  private String jcmd(String... command) {
    String program = TestBed.JAVA_HOME.resolve("bin/jcmd").toString();
    List<String> words =
        Stream.concat(Stream.of(program, Long.toString(pid)), Stream.of(command)).toList();
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
