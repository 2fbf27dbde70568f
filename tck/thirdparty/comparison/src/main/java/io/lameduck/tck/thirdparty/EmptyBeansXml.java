package io.lameduck.tck.thirdparty;

import java.util.ArrayList;
import java.util.Map;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ArchivePath;
import org.jboss.shrinkwrap.api.Node;
import org.jboss.shrinkwrap.api.asset.ArchiveAsset;
import org.jboss.shrinkwrap.api.asset.Asset;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * Replaces an empty {@code beans.xml}, in an archive and in its libraries, by one that says what it
 * meant before CDI 4: every class may be a bean. The Rest Client TCK still counts on that. It also
 * writes some into the {@code META-INF} of a WAR, which the container does not read; such a WAR
 * gets one in {@code WEB-INF}, too, as in WildFly's own run of the suite.
 */
final class EmptyBeansXml {

  static final Asset ALL =
      new StringAsset(
          """
          <beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0" bean-discovery-mode="all"/>
          """);

  private static final String IN_META_INF = "/META-INF/beans.xml";
  private static final String IN_WEB_INF = "/WEB-INF/beans.xml";

  private EmptyBeansXml() {}

  static void replaceIn(Archive<?> archive) {
    for (Map.Entry<ArchivePath, Node> entry : new ArrayList<>(archive.getContent().entrySet())) {
      ArchivePath path = entry.getKey();
      Asset asset = entry.getValue().getAsset(); // None: a folder.
      if (asset instanceof ArchiveAsset library) {
        replaceIn(library.getArchive());
      } else if (asset instanceof EmptyAsset && path.get().endsWith("/beans.xml")) {
        archive.delete(path);
        archive.add(ALL, path);
      }
    }
    if (archive instanceof WebArchive
        && archive.contains(IN_META_INF)
        && !archive.contains(IN_WEB_INF)) {
      archive.add(ALL, IN_WEB_INF);
    }
  }
}
