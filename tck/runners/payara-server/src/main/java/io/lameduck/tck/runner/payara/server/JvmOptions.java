package io.lameduck.tck.runner.payara.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What the domain says about its JVM, which {@code asadmin} reads when it starts one. */
final class JvmOptions {

  /** {@code [17|]--add-opens=…}: from that JDK on. One with a vendor is for no JDK of ours. */
  private static final Pattern FOR_SOME =
      Pattern.compile(
          "\\[(?<vendor>[^|\\]]*-)?(?<from>\\d*)[^|]*\\|(?<to>\\d*)[^]]*](?<option>.*)");

  /** The shell of OSGi, which would listen on a port. */
  private static final String REMOTE_SHELL = ",org.apache.felix.shell.remote";

  private JvmOptions() {}

  /**
   * Reads them.
   *
   * @param feature of the JDK that will run the server, such as 17
   */
  static List<String> of(Path domain, Path installation, int feature) throws IOException {
    List<String> options = new ArrayList<>();
    NodeList elements = serverConfig(domain).getElementsByTagName("jvm-options");
    for (int i = 0; i < elements.getLength(); i++) {
      String option = elements.item(i).getTextContent().trim();
      Matcher forSome = FOR_SOME.matcher(option);
      if (forSome.matches()) {
        option = isFor(feature, forSome) ? forSome.group("option") : "";
      }
      if (!option.isEmpty()) {
        options.add(
            option
                .replace(REMOTE_SHELL, "")
                .replace("${com.sun.aas.instanceRoot}", domain.toString())
                .replace("${com.sun.aas.installRoot}", installation.toString()));
      }
    }
    return options;
  }

  private static boolean isFor(int feature, Matcher some) {
    String from = some.group("from");
    String to = some.group("to");
    return some.group("vendor") == null
        && (from.isEmpty() || feature >= Integer.parseInt(from))
        && (to.isEmpty() || feature <= Integer.parseInt(to));
  }

  private static Element serverConfig(Path domain) throws IOException {
    try {
      NodeList configs =
          DocumentBuilderFactory.newDefaultInstance()
              .newDocumentBuilder()
              .parse(domain.resolve("config/domain.xml").toFile())
              .getElementsByTagName("config");
      for (int i = 0; i < configs.getLength(); i++) {
        Element config = (Element) Objects.requireNonNull(configs.item(i));
        if (config.getAttribute("name").equals("server-config")) {
          return config;
        }
      }
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(e);
    }
    throw new IOException("no server-config in the domain.xml of " + domain);
  }
}
