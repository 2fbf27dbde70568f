package io.lameduck.tck.thirdparty;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import org.jboss.arquillian.container.spi.client.container.DeploymentExceptionTransformer;
import org.jboss.arquillian.container.test.impl.enricher.resource.URIResourceProvider;
import org.jboss.arquillian.container.test.spi.client.deployment.ApplicationArchiveProcessor;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.spi.TestClass;
import org.jboss.arquillian.test.spi.enricher.resource.ResourceProvider;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.container.LibraryContainer;

/** Arquillian's hook: the jar under test is a library of every archive that can have one. */
public final class LameduckInEveryArchive implements LoadableExtension {

  /** For Arquillian. */
  public LameduckInEveryArchive() {}

  @Override
  public void register(ExtensionBuilder builder) {
    builder.service(ApplicationArchiveProcessor.class, AddLibrary.class);
    builder.service(DeploymentExceptionTransformer.class, RefusedDeployment.class);
    builder.override(ResourceProvider.class, URIResourceProvider.class, HealthUri.class);
  }

  /** Adds it, unless the bare server is to be recorded, and what the suite needs. */
  public static final class AddLibrary implements ApplicationArchiveProcessor {

    /** For Arquillian. */
    public AddLibrary() {}

    @Override
    public void process(Archive<?> archive, TestClass test) {
      if (System.getProperty("lameduck.thirdparty.empty-beans-xml", "").equals("all")) {
        EmptyBeansXml.replaceIn(archive);
      }
      if (archive instanceof LibraryContainer<?> container) {
        needed().forEach(container::addAsLibrary);
        if (!Boolean.getBoolean("lameduck.thirdparty.bare")) {
          container.addAsLibrary(new File(System.getProperty("lameduck.thirdparty.jar")));
        }
      } else {
        throw new IllegalStateException("takes no library: " + archive + " of " + test.getName());
      }
    }

    /** The jars that the suite needs in its archives, and does not add itself. */
    private static List<File> needed() {
      String classes = System.getProperty("lameduck.thirdparty.libraries", "");
      return Arrays.stream(classes.split(","))
          .map(String::strip)
          .filter(name -> !name.isEmpty())
          .map(LibraryOf::jar)
          .toList();
    }
  }
}
