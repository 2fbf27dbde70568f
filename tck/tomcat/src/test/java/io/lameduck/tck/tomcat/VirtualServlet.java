package io.lameduck.tck.tomcat;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Says how many requests have begun, and on what kind of thread; an interrupt ends its wait. */
@WebServlet("/virtual")
public class VirtualServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final AtomicInteger BEGUN = new AtomicInteger();

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String thread = Thread.currentThread().getClass().getSimpleName();
    System.out.println("BEGUN " + BEGUN.incrementAndGet() + " on a " + thread);
    try {
      Thread.sleep(Long.parseLong(request.getParameter("ms")));
      response.getWriter().print("slow");
    } catch (InterruptedException e) {
      System.out.println("INTERRUPTED");
      response.getWriter().print("interrupted");
    }
  }
}
