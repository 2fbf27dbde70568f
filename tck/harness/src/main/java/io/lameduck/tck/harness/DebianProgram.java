package io.lameduck.tck.harness;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program that comes from elsewhere: the tests use the one of the machine.
 *
 * @param name of its file
 * @param packageName of Debian's package
 */
public record DebianProgram(String name, String packageName) {

  /** Where it is: on the path, or where Debian puts it for root; empty if it is missing. */
  public Optional<Path> find() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(
            Pattern.compile(File.pathSeparator).splitAsStream(path), Stream.of("/usr/sbin"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** What to do where it is missing. */
  public String advice() {
    return "No %s on the path: install it (apt-get install %s)".formatted(name, packageName);
  }

  /**
   * Whether the machine has it. Where it is missing this says so on the console, since a skipped
   * test leaves no trace in the build's output.
   *
   * @param what is skipped without it
   * @throws IllegalStateException if it is missing in CI, which has to run everything
   */
  public boolean isHere(String what) {
    boolean here = find().isPresent();
    if (!here && "true".equals(System.getenv("CI"))) {
      throw new IllegalStateException(advice());
    }
    if (!here) {
      System.out.println(what + " skipped. " + advice());
    }
    return here;
  }
}
