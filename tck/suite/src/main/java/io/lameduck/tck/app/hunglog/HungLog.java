package io.lameduck.tck.app.hunglog;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Takes the lines of Lameduck up to the one that says that it drains, and hangs on all others. */
@WebListener
public class HungLog extends Handler implements ServletContextListener {

  private static final Logger LAMEDUCK = Logger.getLogger("io.lameduck"); // Nobody else keeps it.

  private volatile boolean hung;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    LAMEDUCK.addHandler(this);
  }

  @Override
  public void publish(LogRecord record) {
    if (hung || record.getMessage().contains("LD0004")) {
      hung = true;
      System.out.println("HUNG " + record.getMessage());
      hang();
    }
  }

  /** As behind a pipe that nobody reads; whoever interrupts it. */
  private static void hang() {
    while (true) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        System.out.println("still hanging");
      }
    }
  }

  @Override
  public void flush() {
    // Nothing is kept.
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
