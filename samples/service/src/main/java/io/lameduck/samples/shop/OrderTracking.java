package io.lameduck.samples.shop;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.sql.SQLException;

/** A WebSocket for customers who keep asking where their order is. */
@ServerEndpoint("/tracking")
@Dependent // Open Liberty before 26.0.0.7 injects into beans only (open-liberty #34986).
public class OrderTracking {

  @Inject OrderBook orders;

  /** Answers the number of an order with what it is. */
  @OnMessage
  public String track(String number) throws SQLException {
    return orders.find(Long.parseLong(number)).map(Order::toString).orElse("no such order");
  }
}
