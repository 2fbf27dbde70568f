package io.lameduck.tck.app.stuck;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.CountDownLatch;

/** Ends when it is interrupted, without an error. */
@WebServlet("/stuck/*")
public class StuckServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    System.out.println("STUCK");
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      System.out.println("ROLLED BACK");
    }
  }
}
