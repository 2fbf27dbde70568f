package io.lameduck.tck.app.contention;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The listeners of context, requests and sessions, and a handler of the log. */
@WebListener
public class ContendedListeners
    implements ServletContextListener, ServletRequestListener, HttpSessionListener {

  private static final Logger LOG = Logger.getLogger("io.lameduck");

  private final Handler handler = new ContendedHandler();

  @Override
  public void contextInitialized(ServletContextEvent event) {
    LOG.addHandler(handler);
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    Hook.called("contextDestroyed");
    LOG.removeHandler(handler);
  }

  @Override
  public void requestInitialized(ServletRequestEvent event) {
    Hook.called("requestInitialized");
  }

  @Override
  public void requestDestroyed(ServletRequestEvent event) {
    Hook.called("requestDestroyed");
  }

  @Override
  public void sessionCreated(HttpSessionEvent event) {
    Hook.called("sessionCreated");
  }

  @Override
  public void sessionDestroyed(HttpSessionEvent event) {
    Hook.called("sessionDestroyed");
  }

  private static final class ContendedHandler extends Handler {

    @Override
    public void publish(LogRecord line) {
      Hook.called("log");
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
}
