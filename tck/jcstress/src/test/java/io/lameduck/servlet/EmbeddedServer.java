package io.lameduck.servlet;

import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.FilterInfo;
import io.undertow.servlet.api.ServletInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Undertow with one servlet behind some filters. */
final class EmbeddedServer implements AutoCloseable {

  /** Held, or its level is forgotten. Requests fail by the thousand, as they are meant to. */
  private static final Logger UNDERTOW = Logger.getLogger("io.undertow");

  private final DeploymentManager manager;
  private final Undertow undertow;

  EmbeddedServer(Servlet servlet, List<Filter> filters) throws ServletException {
    UNDERTOW.setLevel(Level.OFF);
    DeploymentInfo application =
        Servlets.deployment()
            .setClassLoader(EmbeddedServer.class.getClassLoader())
            .setContextPath("/")
            .setDeploymentName("stress")
            .addServlet(
                new ServletInfo(
                        "stress", servlet.getClass(), new ImmediateInstanceFactory<>(servlet))
                    .addMapping("/*")
                    .setAsyncSupported(true));
    for (Filter filter : filters) {
      String name = "filter " + application.getFilters().size();
      application.addFilter(
          new FilterInfo(name, filter.getClass(), new ImmediateInstanceFactory<>(filter))
              .setAsyncSupported(true));
      // As FilterInstaller does it.
      application.addFilterUrlMapping(name, "/*", DispatcherType.REQUEST);
      application.addFilterUrlMapping(name, "/*", DispatcherType.ASYNC);
    }
    manager = Servlets.defaultContainer().addDeployment(application);
    manager.deploy();
    undertow =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setIoThreads(2)
            .setWorkerThreads(16)
            .setHandler(manager.start())
            .build();
    undertow.start();
  }

  InetSocketAddress address() {
    return (InetSocketAddress) undertow.getListenerInfo().get(0).getAddress();
  }

  @Override
  public void close() throws ServletException {
    undertow.stop();
    manager.stop();
    manager.undeploy();
  }
}
