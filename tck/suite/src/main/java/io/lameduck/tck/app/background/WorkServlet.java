package io.lameduck.tck.app.background;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

/** Begins work of each kind and answers at once. */
@WebServlet("/background")
public class WorkServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject private transient Timers timers;
  @Inject private transient Calls calls;
  @Inject private transient Tasks tasks;
  @Inject private transient FaultTolerant faultTolerant;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    long millis = Long.parseLong(request.getParameter("ms"));
    timers.schedule(millis);
    timers.begin(millis);
    calls.begin(millis);
    tasks.begin(millis);
    tasks.beginAndQueue(millis);
    CompletableFuture<String> unused = tasks.beginAsynchronously(millis);
    tasks.beginAndForget(millis);
    if (request.getParameter("fault-tolerance") != null) {
      CompletionStage<String> unusedStage = faultTolerant.beginStage(millis);
      Future<String> unusedFuture = faultTolerant.beginFuture(millis);
    }
    response.getWriter().print("begun");
  }
}
