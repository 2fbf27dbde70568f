package io.lameduck.tck.app.messages;

import io.lameduck.tck.app.background.Rows;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** Works for as long as the message says. */
@MessageDriven(
    activationConfig = {
      @ActivationConfigProperty(
          propertyName = "destinationLookup",
          propertyValue = OrderServlet.QUEUE),
      @ActivationConfigProperty(
          propertyName = "destinationType",
          propertyValue = "jakarta.jms.Queue")
    })
@SuppressWarnings("NullAway.Init") // By the container.
public class Orders implements MessageListener {

  @Inject private Rows rows;

  @Override
  public void onMessage(Message message) {
    try {
      rows.workAndWrite("message", Long.parseLong(message.getBody(String.class)));
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
  }
}
