package io.lameduck.tck.cost.app;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** As cheap as a request can be, so that what is added to it shows. */
@WebServlet("/quick")
public class QuickServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject private transient Greeting greeting;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    response.getWriter().print(greeting.text());
  }
}
