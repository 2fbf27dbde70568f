package io.lameduck.tck.thirdparty;

import java.io.File;
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
    builder.override(ResourceProvider.class, URIResourceProvider.class, HealthUri.class);
  }

  /** Adds it, unless the bare server is to be recorded. */
  public static final class AddLibrary implements ApplicationArchiveProcessor {

    /** For Arquillian. */
    public AddLibrary() {}

    @Override
    public void process(Archive<?> archive, TestClass test) {
      if (Boolean.getBoolean("lameduck.thirdparty.bare")) {
        return;
      }
      if (archive instanceof LibraryContainer<?> container) {
        container.addAsLibrary(new File(System.getProperty("lameduck.thirdparty.jar")));
      } else {
        throw new IllegalStateException("takes no library: " + archive + " of " + test.getName());
      }
    }
  }
}
