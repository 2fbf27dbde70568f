package io.lameduck.tck.thirdparty;

import java.lang.annotation.Annotation;
import java.net.URI;
import org.jboss.arquillian.container.test.impl.enricher.resource.URIResourceProvider;
import org.jboss.arquillian.test.api.ArquillianResource;

/** The health TCK asks for {@code /health} below the injected URI; servers have it at a port. */
public final class HealthUri extends URIResourceProvider {

  /** For Arquillian. */
  public HealthUri() {}

  @Override
  public Object lookup(ArquillianResource resource, Annotation... qualifiers) {
    return System.getProperty("lameduck.thirdparty.suite", "").contains("health")
        ? URI.create("http://127.0.0.1:" + System.getProperty("lameduck.thirdparty.health.port"))
        : super.lookup(resource, qualifiers);
  }
}
