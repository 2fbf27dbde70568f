package io.lameduck.tck.app.fault;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Takes in the whole body, however long that takes, and answers with its length. */
@WebServlet("/upload")
public class UploadServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    System.out.println("UPLOADING");
    int length = 0;
    while (request.getInputStream().read() >= 0) {
      length++;
    }
    response.getWriter().print(length);
  }
}
