package io.lameduck.tck.app.compare;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Runs the script of the request: block 0 at {@code /compare/run}, another at {@code
 * /compare/block/N}, the last one at {@code /compare/error}, which is the error page. What a record
 * has become is at {@code /compare/record?id=}.
 */
@WebServlet(name = "compare", urlPatterns = "/compare/*", asyncSupported = true)
@MultipartConfig
public final class CompareServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    ScriptRecord record = ScriptRecord.of(request);
    if (record == null) {
      answer(request, response);
      return;
    }
    boolean goesOn = record.entered();
    try {
      if (!goesOn) {
        return;
      }
      int block = block(record, request);
      record.add("event", "servlet, block " + block + " " + request.getDispatcherType());
      Interpreter interpreter = new Interpreter(record, request, response);
      interpreter.run(block);
    } finally {
      record.end("servlet");
    }
  }

  private static int block(ScriptRecord record, HttpServletRequest request) {
    Object included = request.getAttribute("jakarta.servlet.include.path_info");
    String path =
        request.getDispatcherType() == DispatcherType.INCLUDE && included != null
            ? included.toString()
            : String.valueOf(request.getPathInfo());
    if (path.startsWith("/block/")) {
      return Integer.parseInt(path.substring("/block/".length()));
    }
    if (path.equals("/error")) {
      return Interpreter.ERROR_PAGE;
    }
    return request.getDispatcherType() == DispatcherType.REQUEST ? 0 : record.next;
  }

  private static void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String id = request.getParameter("id");
    response.setContentType("text/plain;charset=UTF-8");
    String text = ScriptRecord.take(String.valueOf(id));
    response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }
}
