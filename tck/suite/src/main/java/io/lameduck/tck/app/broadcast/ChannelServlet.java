package io.lameduck.tck.app.broadcast;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** {@code /channel?name=} subscribes, {@code /channel/complete?name=} ends that subscription. */
@WebServlet(urlPatterns = "/channel/*", asyncSupported = true)
public class ChannelServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final Map<String, Channel> CHANNELS = new ConcurrentHashMap<>();

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String name = request.getParameter("name");
    if (request.getPathInfo() == null) {
      response.setContentType("text/event-stream");
      Channel channel = new Channel(request.startAsync());
      CHANNELS.put(name, channel); // Before its client can see the head.
      channel.start();
    } else {
      Channel channel = Objects.requireNonNull(CHANNELS.get(name));
      response.getWriter().print(channel.complete() ? "gone" : "stuck");
    }
  }
}
