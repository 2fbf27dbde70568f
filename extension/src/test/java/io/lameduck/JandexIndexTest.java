package io.lameduck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.jandex.Index;
import org.jboss.jandex.IndexReader;
import org.junit.jupiter.api.Test;

/** WildFly takes the classes that it looks for beans and listeners in from here alone. */
class JandexIndexTest {

  /** Jandex 2.4 and all that came after it read this one; WildFly 27 has 3.0. */
  private static final int FORMAT = 10;

  @Test
  void itHasEveryClassOfTheJar() throws IOException {
    assertThat(indexed()).isEqualTo(classesOfTheJar()).contains("io.lameduck.Lameduck");
  }

  @Test
  void olderServersCanReadIt() throws IOException {
    try (DataInputStream data = new DataInputStream(index())) {
      data.readInt(); // The magic number.
      assertThat(data.readUnsignedByte()).isEqualTo(FORMAT);
    }
  }

  private static Set<String> indexed() throws IOException {
    try (InputStream stream = index()) {
      Index index = new IndexReader(stream).read();
      return index.getKnownClasses().stream()
          .map(type -> type.name().toString())
          .collect(Collectors.toSet());
    }
  }

  private static Set<String> classesOfTheJar() throws IOException {
    Path root = Path.of("target", "classes");
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(name -> name.endsWith(".class"))
          .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
          .collect(Collectors.toSet());
    }
  }

  private static InputStream index() {
    return Objects.requireNonNull(
        JandexIndexTest.class.getResourceAsStream("/META-INF/jandex.idx"));
  }
}
