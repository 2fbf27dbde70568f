package io.lameduck.tck.app.compare;

import jakarta.servlet.ServletRequestAttributeEvent;
import jakarta.servlet.ServletRequestAttributeListener;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.annotation.WebListener;

/** Records what the application hears of a request. */
@WebListener
public final class RecordingListener
    implements ServletRequestListener, ServletRequestAttributeListener {

  @Override
  public void requestInitialized(ServletRequestEvent event) {
    ScriptRecord record = ScriptRecord.of(event.getServletRequest());
    if (record != null) {
      record.begin("request");
      record.add("request", "requestInitialized");
    }
  }

  @Override
  public void requestDestroyed(ServletRequestEvent event) {
    ScriptRecord record = ScriptRecord.of(event.getServletRequest());
    if (record != null) {
      record.add("request", "requestDestroyed");
      record.end("request");
    }
  }

  @Override
  public void attributeAdded(ServletRequestAttributeEvent event) {
    record("attributeAdded ", event);
  }

  @Override
  public void attributeRemoved(ServletRequestAttributeEvent event) {
    record("attributeRemoved ", event);
  }

  @Override
  public void attributeReplaced(ServletRequestAttributeEvent event) {
    record("attributeReplaced ", event);
  }

  private static void record(String what, ServletRequestAttributeEvent event) {
    String name = event.getName();
    if (name.startsWith("jakarta.") || name.startsWith("org.") || name.startsWith("com.")) {
      return; // Of the server: in which order is its own affair.
    }
    ScriptRecord record = ScriptRecord.of(event.getServletRequest());
    if (record != null) {
      record.add("attribute", what + name);
    }
  }
}
