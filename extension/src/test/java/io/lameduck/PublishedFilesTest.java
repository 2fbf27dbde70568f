package io.lameduck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/**
 * What a release consists of is there, and is what Maven Central asks for (its documentation,
 * "Requirements"). Runs once everything is built; the signatures come after it.
 */
@Tag("published")
class PublishedFilesTest {

  private static final Path MODULE = Path.of("");
  private static final XPath XPATH = XPathFactory.newInstance().newXPath();

  private final Document pom;

  PublishedFilesTest() throws Exception {
    pom =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(Published.POM.in(MODULE).toFile());
  }

  @ParameterizedTest
  @MethodSource("io.lameduck.Published#made")
  void isThere(Published file) {
    assertThat(file.in(MODULE)).isNotEmptyFile();
  }

  @Test
  void theJarsHoldWhatTheirNamesSay() throws IOException {
    assertThat(Published.JAR.entries(MODULE))
        .contains("io/lameduck/Lameduck.class", "META-INF/LICENSE");
    assertThat(Published.SOURCES.entries(MODULE)).contains("io/lameduck/Lameduck.java");
    assertThat(Published.JAVADOC.entries(MODULE))
        .contains("index.html")
        .anyMatch(name -> name.endsWith("io/lameduck/Lameduck.html"));
  }

  @Test
  void theManifestNamesTheModuleAndTheVersion() throws IOException {
    assertThat(text("META-INF/MANIFEST.MF"))
        .contains("Automatic-Module-Name: io.lameduck\r\n")
        .contains("Implementation-Version: " + Published.version() + "\r\n");
  }

  @Test
  void thePomInTheJarIsThePublishedOne() throws IOException {
    assertThat(text("META-INF/maven/io.lameduck/lameduck/pom.xml"))
        .isEqualTo(Files.readString(Published.POM.in(MODULE)));
  }

  private static String text(String entry) throws IOException {
    return new String(Published.JAR.content(MODULE, entry), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "groupId",
        "artifactId",
        "version",
        "name",
        "description",
        "url",
        "licenses/license/name",
        "licenses/license/url",
        "developers/developer/name",
        "scm/connection",
        "scm/developerConnection",
        "scm/url",
        "issueManagement/url"
      })
  void thePomSays(String element) throws XPathExpressionException {
    assertThat(texts("/project/" + element))
        .isNotEmpty()
        .allSatisfy(text -> assertThat(text).isNotBlank().doesNotContain("${"));
  }

  /** What it inherits from would have to be published, too. */
  @Test
  void thePomStandsAlone() throws XPathExpressionException {
    assertThat(texts("/project/parent")).isEmpty();
    assertThat(texts("//repository")).isEmpty();
  }

  @Test
  void thePomBringsNoOtherJarAlong() throws XPathExpressionException {
    List<String> all = texts("/project/dependencies/dependency/artifactId");
    assertThat(texts("/project/dependencies/dependency[scope='provided']/artifactId"))
        .isNotEmpty()
        .isEqualTo(all);
  }

  private List<String> texts(String path) throws XPathExpressionException {
    NodeList nodes = (NodeList) XPATH.evaluate(path, pom, XPathConstants.NODESET);
    return IntStream.range(0, nodes.getLength())
        .mapToObj(index -> nodes.item(index).getTextContent())
        .toList();
  }

  @Test
  @DisabledIfSystemProperty(named = "published.maven", matches = "offline=true")
  void theSbomIsOfThisJarAndNamesNoOther() throws IOException {
    String sbom = Files.readString(Published.SBOM.in(MODULE));
    assertThat(sbom)
        .contains(
            "\"purl\" : \"pkg:maven/io.lameduck/lameduck@" + Published.version() + "?type=jar\"")
        .contains("\"dependsOn\" : [ ]")
        .doesNotContain("timestamp");
  }

  /** The umask of whoever builds is in the jar, and would follow it to where it is unpacked. */
  @ParameterizedTest
  @EnumSource(
      value = Published.class,
      names = {"JAR", "SOURCES", "JAVADOC"})
  @EnabledIfSystemProperty(
      named = "published.release",
      matches = "true",
      disabledReason = "only what is released is for everybody: build it under umask 022")
  void everybodyMayReadWhatIsInIt(Published file) throws IOException {
    assertThat(hidden(file.in(MODULE))).isEmpty();
  }

  @Test
  void whatNobodyElseMayReadIsSeen(@TempDir Path folder) throws IOException {
    Path jar = folder.resolve("hidden.jar");
    try (FileSystem zip =
        FileSystems.newFileSystem(
            jar, Map.of("create", "true", "enablePosixFileAttributes", "true"))) {
      Path secret = Files.writeString(zip.getPath("/secret"), "");
      Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
      Path open = Files.writeString(zip.getPath("/open"), "");
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    }
    assertThat(hidden(jar)).containsExactly("/secret");
  }

  private static List<String> hidden(Path jar) throws IOException {
    try (FileSystem zip =
            FileSystems.newFileSystem(jar, Map.of("enablePosixFileAttributes", "true"));
        Stream<Path> entries = Files.walk(zip.getPath("/"))) {
      List<String> hidden = new ArrayList<>();
      for (Path entry : entries.filter(Files::isRegularFile).toList()) {
        if (!Files.getPosixFilePermissions(entry).contains(PosixFilePermission.OTHERS_READ)) {
          hidden.add(entry.toString());
        }
      }
      return hidden;
    }
  }

  /** A class of somebody else's, packed in, would be a dependency that no pom tells of. */
  @Test
  void everyClassInTheJarIsOurs() throws IOException {
    Stream<String> classes =
        Published.JAR.entries(MODULE).stream().filter(name -> name.endsWith(".class"));
    assertThat(classes).isNotEmpty().allMatch(name -> name.startsWith("io/lameduck/"));
  }
}
