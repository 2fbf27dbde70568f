package io.lameduck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.Filter;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.bootstrap.DOMImplementationRegistry;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSInput;
import org.xml.sax.SAXException;

class WebFragmentTest {

  /** Of it the schemas of Jakarta EE need the attribute for the language only. */
  private static final String XML_NAMESPACE =
      """
      <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
          targetNamespace="http://www.w3.org/XML/1998/namespace">
        <xs:attribute name="lang" type="xs:language"/>
      </xs:schema>
      """;

  @Test
  void itIsValidAlthoughItNamesNoSchema() throws Exception {
    validate(fragment());
  }

  /** The control. */
  @Test
  void aWrongOneIsNot() throws Exception {
    String wrong = fragment().replace("distributable/>", "distributed/>");
    assertThat(wrong).isNotEqualTo(fragment());
    assertThatThrownBy(() -> validate(wrong))
        .isInstanceOf(SAXException.class)
        .hasMessageContaining(":distributed}");
  }

  /** What a server would do for each of an application's WARs, and in vain. */
  @Test
  void noServerHasToReadASchemaOrLookForAnnotations() throws Exception {
    assertThat(fragment()).doesNotContain("schemaLocation=").contains("metadata-complete=\"true\"");
  }

  /**
   * It says of the application what an application without it says; MergedDescriptorIT compares.
   */
  @Test
  void itIsDistributableAndAsksForNoOrder() throws Exception {
    assertThat(fragment()).contains("<distributable/>").doesNotContain("<ordering>");
  }

  /** GlassFish 8 takes the white space after it for a value of its parent, and warns. */
  @Test
  void noEmptyElementIsTheLastOne() throws Exception {
    assertThat(fragment()).doesNotContainPattern("/>\\s*</");
  }

  /** The text of the descriptor. */
  static String fragment() throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(
            WebFragmentTest.class.getResourceAsStream("/META-INF/web-fragment.xml"))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * By the schema that comes with the Servlet API.
   *
   * @throws SAXException if it is not valid
   */
  private static void validate(String fragment)
      throws SAXException, IOException, ReflectiveOperationException {
    var documents =
        (DOMImplementationLS)
            DOMImplementationRegistry.newInstance().getDOMImplementation("LS 3.0");
    SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
    factory.setResourceResolver(
        (type, namespace, publicId, systemId, base) -> {
          LSInput input = documents.createLSInput();
          input.setSystemId(systemId);
          if (XMLConstants.XML_NS_URI.equals(namespace)) {
            input.setStringData(XML_NAMESPACE);
          } else {
            input.setByteStream(schema(systemId));
          }
          return input;
        });
    Schema schema = factory.newSchema(new StreamSource(schema("web-fragment_6_0.xsd")));
    schema.newValidator().validate(new StreamSource(new StringReader(fragment)));
  }

  private static InputStream schema(String name) {
    return Objects.requireNonNull(
        Filter.class.getResourceAsStream("/jakarta/servlet/resources/" + name), name);
  }
}
