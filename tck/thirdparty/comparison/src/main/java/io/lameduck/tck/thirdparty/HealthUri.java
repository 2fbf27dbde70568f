package io.lameduck.tck.thirdparty;

import java.lang.annotation.Annotation;
import java.net.URI;
import org.jboss.arquillian.container.test.impl.enricher.resource.URIResourceProvider;
import org.jboss.arquillian.test.api.ArquillianResource;

/**
 * The health TCK asks for {@code /health} below the injected URI; servers have it at a port. With
 * the jar a {@link HealthProxy} is in between.
 */
public final class HealthUri extends URIResourceProvider {

  /** For Arquillian. */
  public HealthUri() {}

  @Override
  public Object lookup(ArquillianResource resource, Annotation... qualifiers) {
    return System.getProperty("lameduck.thirdparty.suite", "").contains("health")
        ? OfServer.URI_OF_HEALTH
        : super.lookup(resource, qualifiers);
  }

  /** Made at its first use. */
  private static final class OfServer {

    private static final URI URI_OF_HEALTH = find();

    private static URI find() {
      URI server =
          URI.create("http://127.0.0.1:" + System.getProperty("lameduck.thirdparty.health.port"));
      return Boolean.getBoolean("lameduck.thirdparty.bare") ? server : HealthProxy.before(server);
    }
  }
}
