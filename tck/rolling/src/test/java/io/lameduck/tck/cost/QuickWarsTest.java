package io.lameduck.tck.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.cost.Layout.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickWarsTest {

  private static final String BEANS = "WEB-INF/beans.xml";
  private static final String BEAN = "WEB-INF/classes/io/lameduck/tck/cost/app/Greeting.class";
  private static final String SERVLET =
      "WEB-INF/classes/io/lameduck/tck/cost/app/QuickServlet.class";

  private final QuickWars wars;

  QuickWarsTest(@TempDir Path directory) throws IOException {
    Path jar = Files.writeString(directory.resolve("lameduck-1.jar"), "the jar");
    wars = new QuickWars(directory.resolve("wars"), jar);
  }

  @Test
  void theyDifferInWhatIsMeasuredOnly() throws IOException {
    assertThat(entries(Content.BARE)).containsExactly(BEANS, BEAN, SERVLET);
    assertThat(entries(Content.LAMEDUCK))
        .containsExactly(BEANS, BEAN, SERVLET, "WEB-INF/lib/lameduck-1.jar");
    assertThat(entries(Content.BURDENED))
        .containsExactly(BEANS, BEAN, SERVLET, SERVLET.replace("QuickServlet", "BurdenFilter"));
  }

  @Test
  void eachAnswersAtItsOwnPath() throws IOException {
    Layout three = new Layout(3, Content.BARE);
    assertThat(wars.make(three).stream().map(war -> war.getFileName().toString()))
        .containsExactly("quick-1.war", "quick-2.war", "quick-3.war");
    assertThat(QuickWars.paths(three))
        .containsExactly("/quick-1/quick", "/quick-2/quick", "/quick-3/quick");
  }

  private List<String> entries(Content content) throws IOException {
    try (ZipFile war = new ZipFile(wars.make(new Layout(1, content)).get(0).toFile())) {
      return war.stream().map(ZipEntry::getName).toList();
    }
  }
}
