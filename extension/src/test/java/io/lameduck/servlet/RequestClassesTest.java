package io.lameduck.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** UndeployIT shows what they are loaded for. */
class RequestClassesTest {

  private static final Path CLASSES = Path.of("target", "classes", "io", "lameduck");

  @Test
  void allOfThePackagesThatServeRequests() throws IOException {
    List<String> compiled = new ArrayList<>();
    for (String name : List.of("async", "inflight", "response", "servlet")) {
      try (Stream<Path> files = Files.list(CLASSES.resolve(name))) {
        files
            .map(file -> file.getFileName().toString())
            .filter(file -> file.endsWith(".class") && !file.startsWith("package-info"))
            .forEach(file -> compiled.add(name + "." + file.replace(".class", "")));
      }
    }
    assertThat(RequestClasses.NAMES).containsExactlyInAnyOrderElementsOf(compiled);
  }
}
