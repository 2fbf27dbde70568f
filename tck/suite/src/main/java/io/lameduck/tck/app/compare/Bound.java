package io.lameduck.tck.app.compare;

import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;

/** An attribute of a session that is told so. */
final class Bound implements HttpSessionBindingListener {

  private final ScriptRecord record;

  Bound(ScriptRecord record) {
    this.record = record;
  }

  @Override
  public void valueBound(HttpSessionBindingEvent event) {
    record.add("event", "valueBound " + event.getName());
  }

  @Override
  public void valueUnbound(HttpSessionBindingEvent event) {
    record.add("event", "valueUnbound " + event.getName());
  }

  @Override
  public String toString() {
    return "bound";
  }
}
