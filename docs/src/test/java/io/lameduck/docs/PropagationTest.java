package io.lameduck.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.propagation.EndpointPropagation;
import io.lameduck.tck.propagation.PropagationPicture;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The table and the picture of the last node are what the program makes. */
class PropagationTest {

  @Test
  void theTableIsThatOfTheProgram() {
    assertThat(Page.named("platforms").text())
        .contains("\n" + EndpointPropagation.table() + "|===");
  }

  @Test
  void thePictureIsThatOfTheProgram() throws IOException {
    assertThat(Files.readString(Page.FOLDER.resolve("propagation.svg")))
        .as("else: EndpointPropagation docs/src/main/asciidoc/propagation.svg")
        .isEqualTo(PropagationPicture.svg());
  }
}
