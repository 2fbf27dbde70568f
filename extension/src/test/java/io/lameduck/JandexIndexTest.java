package io.lameduck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jboss.jandex.Index;
import org.jboss.jandex.IndexReader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * WildFly takes the classes that it looks for beans and listeners in from here alone. It warns of
 * those that it cannot make a component of, and of annotations of CDI if there is no CDI.
 */
@Tag("published")
class JandexIndexTest {

  private static final Path MODULE = Path.of("");

  /** Jandex 2.4 and all that came after it read this one; WildFly 27 has 3.0. */
  private static final int FORMAT = 10;

  @Test
  void itHasTheApiOnly() throws IOException {
    Index index = new IndexReader(index()).read();
    Stream<String> indexed =
        index.getKnownClasses().stream().map(type -> type.name().toString('/') + ".class");
    Stream<String> api =
        Published.JAR.entries(MODULE).stream()
            .filter(name -> name.matches("io/lameduck/[^/]+\\.class"));
    assertThat(indexed)
        .containsExactlyInAnyOrderElementsOf(api.toList())
        .contains("io/lameduck/Lameduck.class");
  }

  @Test
  void olderServersCanReadIt() throws IOException {
    try (DataInputStream data = new DataInputStream(index())) {
      data.readInt(); // The magic number.
      assertThat(data.readUnsignedByte()).isEqualTo(FORMAT);
    }
  }

  private static ByteArrayInputStream index() throws IOException {
    return new ByteArrayInputStream(Published.JAR.content(MODULE, "META-INF/jandex.idx"));
  }
}
