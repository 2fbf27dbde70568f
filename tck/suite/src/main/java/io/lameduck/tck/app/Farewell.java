package io.lameduck.tck.app;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/** Says in the log of the server that the application stops: it gets no request any more. */
@WebListener
public class Farewell implements ServletContextListener {

  /** What it says, before its context path. */
  public static final String WORDS = "The test application stops: ";

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    // Not by a logger: some would keep the class loader.
    System.out.println(WORDS + event.getServletContext().getContextPath());
  }
}
