package io.lameduck.tck.messages;

import io.lameduck.tck.harness.FixedRate;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** A client of the broker that sends numbered messages at a constant rate until it is closed. */
final class OrderSender implements AutoCloseable {

  private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long WORK_MILLIS = 200;

  /** Each so many-th message is a long one. */
  private static final int LONG_EACH = 50;

  private final AtomicLong sent = new AtomicLong();
  private final ActiveMQConnectionFactory connections;
  private final JMSContext context;
  private final Duration longWork;
  private final FixedRate clock;

  private OrderSender(int port, int perSecond, Duration longWork) {
    this.longWork = longWork;
    connections = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port);
    context = ((ConnectionFactory) connections).createContext();
    Queue queue = context.createQueue(OrderQueue.NAME);
    JMSProducer producer = context.createProducer();
    clock =
        FixedRate.every(
            Duration.ofNanos(SECOND_NANOS / perSecond), List.of(() -> send(producer, queue)));
  }

  /**
   * Begins at once.
   *
   * @param longWork how long the bean works on every fiftieth message; on the others 200 ms
   */
  static OrderSender start(int port, int perSecond, Duration longWork) {
    return new OrderSender(port, perSecond, longWork);
  }

  /** How many messages the broker has taken; they are numbered from 0. */
  long sent() {
    return sent.get();
  }

  /** Blocks while it goes on. */
  void goOnFor(Duration time) throws InterruptedException {
    clock.goOnFor(time);
  }

  private void send(JMSProducer producer, Queue queue) {
    long order = sent.get();
    try {
      Message message = context.createMessage();
      message.setLongProperty("order", order);
      message.setLongProperty(
          "millis", order % LONG_EACH == LONG_EACH - 1 ? longWork.toMillis() : WORK_MILLIS);
      producer.send(queue, message); // Blocks until the broker has it.
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
    sent.incrementAndGet();
  }

  @Override
  public void close() {
    clock.close();
    context.close();
    connections.close();
  }
}
