package io.lameduck.tck.app.messages;

import jakarta.annotation.Resource;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSDestinationDefinition;
import jakarta.jms.Queue;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Sends a message to the bean. */
@WebServlet("/order")
@JMSDestinationDefinition(
    name = OrderServlet.QUEUE,
    interfaceName = "jakarta.jms.Queue",
    destinationName = "orders")
@SuppressWarnings("NullAway.Init") // By the container.
public class OrderServlet extends HttpServlet {

  static final String QUEUE = "java:app/jms/orders";

  private static final long serialVersionUID = 1L;

  @Resource private transient ConnectionFactory connections;

  @Resource(lookup = QUEUE)
  private transient Queue orders;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    try (JMSContext context = connections.createContext()) {
      context.createProducer().send(orders, request.getParameter("ms"));
    }
  }
}
