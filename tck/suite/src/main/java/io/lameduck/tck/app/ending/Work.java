package io.lameduck.tck.app.ending;

import jakarta.servlet.ServletRequest;

/** Work of some length, which says that it has been done. */
record Work(String how, long millis) {

  static Work of(ServletRequest request) {
    return new Work(request.getParameter("how"), Long.parseLong(request.getParameter("ms")));
  }

  Work half() {
    return new Work(how, millis / 2);
  }

  void run() {
    try {
      Thread.sleep(millis);
      System.out.println("ENDED " + how);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
