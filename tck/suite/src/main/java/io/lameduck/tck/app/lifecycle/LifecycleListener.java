package io.lameduck.tck.app.lifecycle;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/** What the web container says; CDI allows no listener that is a bean with a scope. */
@WebListener
public class LifecycleListener implements ServletContextListener {

  @Override
  public void contextInitialized(ServletContextEvent event) {
    LifecycleRecorder.record("contextInitialized", event.getServletContext());
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    LifecycleRecorder.record("contextDestroyed", event.getServletContext());
  }
}
