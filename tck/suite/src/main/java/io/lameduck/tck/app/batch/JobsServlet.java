package io.lameduck.tck.app.batch;

import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Begins both jobs when told for how long one takes; says how they stand otherwise. */
@WebServlet("/jobs")
public class JobsServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private final Map<String, Long> executions = new ConcurrentHashMap<>();

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    JobOperator operator = BatchRuntime.getJobOperator();
    String millis = request.getParameter("ms");
    if (millis != null) {
      Properties parameters = new Properties();
      parameters.setProperty("ms", millis);
      executions.put("report", operator.start("report", parameters));
      executions.put("numbers", operator.start("numbers", parameters));
    }
    Map<String, String> found = new TreeMap<>();
    executions.forEach(
        (job, id) -> found.put(job, operator.getJobExecution(id).getBatchStatus().name()));
    response.getWriter().print(found);
  }
}
