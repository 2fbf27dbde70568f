package io.lameduck.tck.app.contention;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** As {@link ContendedServlet}: the callbacks are those of a read listener. */
@WebServlet(urlPatterns = "/contended-read", asyncSupported = true)
public class ContendedReadServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean events = "events".equals(request.getParameter("body"));
    response.setContentType(events ? "text/event-stream" : "text/plain");
    String name = request.getParameter("name");
    String call = request.getParameter("call");
    Subject subject = Subject.of(request);
    subject.async().setTimeout(20_000);
    try {
      // After such a call no more data may come.
      boolean ends = call.equals("async.complete") || call.equals("async.dispatch");
      Contention data =
          ends ? null : Contention.begin(name + ", data", () -> Calls.named(call).make(subject));
      Contention all = Contention.begin(name + ", all", () -> Calls.named(call).make(subject));
      ServletInputStream body = request.getInputStream();
      body.setReadListener(new ContendedReadListener(body, subject, data, all));
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private record ContendedReadListener(
      ServletInputStream body, Subject subject, @Nullable Contention data, Contention all)
      implements ReadListener {

    @Override
    public void onDataAvailable() throws IOException {
      if (data != null) {
        data.needLock();
      }
      while (body.isReady() && body.read() >= 0) {
        // To the end.
      }
    }

    @Override
    public void onAllDataRead() {
      all.needLock();
      subject.async().complete();
    }

    @Override
    public void onError(Throwable t) {
      all.needLock();
    }
  }
}
