package io.lameduck.tck.tomcat;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Says that it has begun, and answers after so many milliseconds. */
@WebServlet("/slow")
public class SlowServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    System.out.println("BEGUN");
    try {
      Thread.sleep(Long.parseLong(request.getParameter("ms")));
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    response.getWriter().print("slow");
  }
}
