package io.lameduck.tck.rolling.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.rolling.data.BenchmarkRun;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class PictureTest {

  @Test
  void everyPictureIsWellFormedAndHasNoNumberThatIsNone() throws Exception {
    for (Map.Entry<String, BenchmarkRun> run : Samples.all().entrySet()) {
      String svg = Picture.svg(run.getValue());
      assertThat(parse(svg).getTagName()).as(run.getKey()).isEqualTo("svg");
      assertThat(svg).as(run.getKey()).doesNotContain("NaN", "Infinity", "null");
    }
  }

  @Test
  void itShowsNothingAndTheJar() throws Exception {
    assertThat(parse(Picture.svg(Samples.usual())).getTextContent())
        .contains(
            "Without the jar",
            "1,846 of 23,869 requests failed",
            "With the jar",
            "0 of 27,306 requests failed",
            "lame duck, not ready")
        .doesNotContain("preStop");
  }

  @Test
  void whereThereAreSeveralServersEachPanelNamesItsOwn() throws Exception {
    assertThat(parse(Picture.svg(Samples.twoServers())).getTextContent())
        .contains(
            "Rolling restarts under load",
            "Sample Server 1.2.3: with the jar",
            "Another 1.0: with the jar");
  }

  @Test
  void whoCannotSeeItIsToldTheSame() throws Exception {
    Element svg = parse(Picture.svg(Samples.usual()));
    assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
        .contains("1,846 of 23,869 requests failed", "0 of 27,306 requests failed");
  }

  @Test
  void theSameRunGivesTheSameBytes() throws Exception {
    assertThat(Picture.svg(Samples.usual())).isEqualTo(Picture.svg(Samples.usual()));
    assertThat(Page.html(Samples.usual())).isEqualTo(Page.html(Samples.usual()));
  }

  private static Element parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
        .getDocumentElement();
  }
}
