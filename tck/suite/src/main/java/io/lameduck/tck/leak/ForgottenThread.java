package io.lameduck.tck.leak;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.concurrent.CountDownLatch;

/** Starts a thread that never ends, with the class loader of the application. */
@WebListener
public class ForgottenThread implements ServletContextListener {

  private final CountDownLatch never = new CountDownLatch(1);

  @Override
  public void contextInitialized(ServletContextEvent event) {
    Thread forgotten = new Thread(this::linger, "forgotten");
    forgotten.setDaemon(true);
    forgotten.start();
  }

  private void linger() {
    while (true) {
      try {
        never.await();
      } catch (InterruptedException e) {
        // Some servers interrupt what an application leaves behind; a stubborn thread goes on.
      }
    }
  }
}
