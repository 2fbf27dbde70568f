package io.lameduck.tck.app.work;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Begins a job on a thread of its own and answers at once. Each job says when it is over. */
@WebServlet("/job")
public class JobServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject private transient Jobs jobs;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String how = request.getParameter("how");
    long millis = Long.parseLong(request.getParameter("ms"));
    Thread job =
        new Thread(
            () -> {
              switch (how) {
                case "named" -> jobs.nightlyReport(millis);
                case "later" -> jobs.later(millis).toCompletableFuture().join();
                case "leased" -> jobs.importFile(millis);
                default -> jobs.work(millis);
              }
              System.out.println("JOB-OVER " + how);
            },
            "job");
    job.setDaemon(true);
    job.start();
    response.getWriter().print("begun");
  }
}
