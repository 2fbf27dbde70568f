package io.lameduck.tck.app.head;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * {@code /timed-out?name=} times out, and is answered by the container, or by a listener if the
 * name says so; {@code /timed-out/complete?name=} completes it when it is over, and says how that
 * went.
 */
@WebServlet(urlPatterns = "/timed-out/*", asyncSupported = true)
public class TimedOutServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final Map<String, Late> LATE = new ConcurrentHashMap<>();

  private record Late(AsyncContext context, CountDownLatch over) {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String name = request.getParameter("name");
    if (request.getPathInfo() == null) {
      AsyncContext context = request.startAsync();
      context.setTimeout(300);
      Late late = new Late(context, new CountDownLatch(1));
      LATE.put(name, late);
      context.addListener(new Listener(name.startsWith("listener"), late));
    } else {
      response.getWriter().print(complete(Objects.requireNonNull(LATE.get(name))));
    }
  }

  private static String complete(Late late) throws IOException {
    try {
      if (!late.over.await(20, TimeUnit.SECONDS)) {
        return "not over";
      }
      late.context.complete();
      return "completed";
    } catch (InterruptedException e) {
      throw new IOException(e);
    } catch (RuntimeException e) {
      return e.toString();
    }
  }

  private record Listener(boolean answers, Late late) implements AsyncListener {

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
      if (answers) {
        late.context.getResponse().getWriter().print("timed out");
        late.context.complete();
      }
    }

    @Override
    public void onComplete(AsyncEvent event) {
      late.over.countDown();
    }

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
