package io.lameduck.tck.messages.app;

import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Works for as long as the message says, and then writes a row, in one XA transaction with the
 * message. More sessions than messages run at a time if one instance has them all.
 */
@MessageDriven(
    activationConfig = {
      @ActivationConfigProperty(propertyName = "useJNDI", propertyValue = "false"),
      @ActivationConfigProperty(propertyName = "destination", propertyValue = "orders"),
      @ActivationConfigProperty(
          propertyName = "destinationType",
          propertyValue = "jakarta.jms.Queue"),
      @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "90")
    })
@SuppressWarnings("NullAway.Init") // By the container.
public class Orders implements MessageListener {

  @Resource(lookup = "java:jboss/datasources/Outcomes")
  private DataSource outcomes;

  /** For the container. */
  public Orders() {}

  @Override
  public void onMessage(Message message) {
    try {
      long order = message.getLongProperty("order");
      int delivery = message.getIntProperty("JMSXDeliveryCount");
      System.out.println("ORDER-BEGUN " + order + " " + delivery);
      work(order, delivery, message.getLongProperty("millis"));
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
  }

  private void work(long order, int delivery, long millis) {
    try {
      Thread.sleep(millis); // The work itself.
      write(order, delivery);
    } catch (InterruptedException | SQLException | RuntimeException e) {
      System.out.println("ORDER-FAILED " + order + " " + e);
      throw new IllegalStateException(e);
    }
  }

  private void write(long order, int delivery) throws SQLException {
    try (Connection connection = outcomes.getConnection();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO OUTCOMES VALUES (?, ?, ?)")) {
      insert.setLong(1, order);
      insert.setInt(2, delivery);
      insert.setString(3, System.getProperty("jboss.node.name"));
      insert.executeUpdate();
    }
  }
}
