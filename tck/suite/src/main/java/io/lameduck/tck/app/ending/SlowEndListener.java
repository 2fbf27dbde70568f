package io.lameduck.tck.app.ending;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.annotation.WebListener;

@WebListener
public class SlowEndListener implements ServletRequestListener {

  @Override
  public void requestDestroyed(ServletRequestEvent event) {
    String how = String.valueOf(event.getServletRequest().getParameter("how"));
    switch (how) {
      case "listener" -> Work.of(event.getServletRequest()).run();
      case "listener-error" -> throw new AssertionError("on purpose");
      default -> {}
    }
  }
}
