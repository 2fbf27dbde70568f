package io.lameduck.tck.app.response;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Answers in the manner that the end of the path names, with a short text where it has a body. */
@WebServlet("/response/*")
public class ResponseServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    switch (request.getPathInfo()) {
      case "/writer" -> {
        response.setContentType("text/plain");
        response.getWriter().print("writer");
      }
      case "/stream" -> response.getOutputStream().write(bytes("stream"));
      case "/sized" -> {
        response.setContentLength(5);
        response.getOutputStream().write(bytes("sized"));
      }
      case "/flushed" -> {
        response.getWriter().print("flu");
        response.flushBuffer();
        response.getWriter().print("shed");
      }
      case "/flushed-at-the-end" -> {
        response.getWriter().print("flushed");
        response.flushBuffer();
      }
      case "/flushed-stream" -> {
        response.getOutputStream().write(bytes("flushed"));
        response.getOutputStream().flush();
      }
      case "/closed" -> {
        try (PrintWriter writer = response.getWriter()) {
          writer.print("closed");
        }
      }
      case "/empty" -> response.setHeader("X-Empty", "yes");
      case "/no-content" -> response.setStatus(HttpServletResponse.SC_NO_CONTENT);
      case "/not-modified" -> response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      case "/reset" -> {
        response.getWriter().print("not this");
        response.reset();
        response.getOutputStream().write(bytes("but this"));
      }
      case "/redirect" -> response.sendRedirect("writer");
      case "/error" -> response.sendError(HttpServletResponse.SC_CONFLICT, "on purpose");
      case "/forward" ->
          request.getRequestDispatcher("/response/writer").forward(request, response);
      case "/forward-to-stream" ->
          request.getRequestDispatcher("/response/stream").forward(request, response);
      case "/forward-to-large" ->
          request.getRequestDispatcher("/response/large").forward(request, response);
      case "/include" -> {
        response.getWriter().print("around ");
        request.getRequestDispatcher("/slow").include(request, response);
        response.getWriter().print(" around");
      }
      case "/large" -> response.getOutputStream().write(new byte[100_000]);
      default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
