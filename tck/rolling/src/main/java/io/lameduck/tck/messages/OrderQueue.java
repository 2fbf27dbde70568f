package io.lameduck.tck.messages;

import io.lameduck.tck.harness.FixedRate;
import io.lameduck.tck.harness.FreePorts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** An Artemis broker in this JVM, so that it outlives the servers, with one queue. */
final class OrderQueue implements AutoCloseable {

  /** Its name, as the bean knows it. */
  static final String NAME = "orders";

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final EmbeddedActiveMQ broker;
  private final int port;

  private OrderQueue(EmbeddedActiveMQ broker, int port) {
    this.broker = broker;
    this.port = port;
  }

  /** Opens an empty one on a free port of the loopback interface. It keeps nothing on disk. */
  static OrderQueue open() throws Exception {
    int port = FreePorts.next();
    Configuration configuration =
        new ConfigurationImpl()
            .setPersistenceEnabled(false)
            .setSecurityEnabled(false)
            .addAcceptorConfiguration("tcp", "tcp://127.0.0.1:" + port)
            .addQueueConfiguration(
                QueueConfiguration.of(NAME).setRoutingType(RoutingType.ANYCAST).setDurable(true))
            // However often one is delivered, it is not lost for that.
            .addAddressSetting("#", new AddressSettings().setMaxDeliveryAttempts(-1));
    EmbeddedActiveMQ broker = new EmbeddedActiveMQ().setConfiguration(configuration);
    broker.start();
    return new OrderQueue(broker, port);
  }

  int port() {
    return port;
  }

  /** How many messages are in it, those that are being processed among them. */
  long messages() {
    Queue queue = broker.getActiveMQServer().locateQueue(NAME);
    return queue.getMessageCount();
  }

  /** Blocks until it is empty; false if the time is up before. */
  boolean awaitEmpty(Duration bound) throws InterruptedException {
    CompletableFuture<Boolean> empty = new CompletableFuture<>();
    Runnable look =
        () -> {
          if (messages() == 0) {
            empty.complete(true);
          }
        };
    FixedRate looks = FixedRate.every(BETWEEN_LOOKS, List.of(look));
    try {
      return empty.completeOnTimeout(false, bound.toNanos(), TimeUnit.NANOSECONDS).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      looks.close();
    }
  }

  @Override
  public void close() {
    try {
      broker.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the broker does not stop", e);
    }
  }
}
