package io.lameduck.tck.app.early;

import io.lameduck.tck.app.fault.ForeignHandler;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;

/** Takes SIGTERM as early as an application can. The system property {@code early} says how. */
public class EarlyHandler implements Extension {

  void take(@Observes BeforeBeanDiscovery event) throws ReflectiveOperationException {
    ForeignHandler.install(System.getProperty("early", "chain"));
  }
}
