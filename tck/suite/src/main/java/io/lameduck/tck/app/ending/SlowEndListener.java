package io.lameduck.tck.app.ending;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.annotation.WebListener;

@WebListener
public class SlowEndListener implements ServletRequestListener {

  @Override
  public void requestDestroyed(ServletRequestEvent event) {
    if ("listener".equals(event.getServletRequest().getParameter("how"))) {
      Work.of(event.getServletRequest()).run();
    }
  }
}
