package io.lameduck.tck.app.failing;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/** Fails when the application starts. */
final class FailingListener implements ServletContextListener {

  @Override
  public void contextInitialized(ServletContextEvent event) {
    throw new IllegalStateException("on purpose: a listener that fails");
  }
}
