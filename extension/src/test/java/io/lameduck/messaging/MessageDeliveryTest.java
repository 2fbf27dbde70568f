package io.lameduck.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.DrainPhase;
import io.lameduck.config.SettingsReader;
import io.lameduck.deployment.Deployment;
import io.lameduck.drain.Drain;
import io.lameduck.drain.DrainListener;
import io.lameduck.drain.DrainReport;
import io.lameduck.drain.Trigger;
import io.lameduck.inflight.InFlightEntry;
import io.lameduck.inflight.Lease;
import io.lameduck.log.Log;
import io.lameduck.log.RecordingLogger;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a drain stops the delivery of messages. */
class MessageDeliveryTest {

  private static final long BOUND = Duration.ofSeconds(20).toMillis();

  private final CountDownLatch stopped = new CountDownLatch(1);

  private Deployment deployment = open("9s");

  private static Deployment open(String gracePeriod) {
    Map<String, String> settings =
        Map.of(
            "lameduck.grace-period", gracePeriod,
            "lameduck.stop-reserve", "1s",
            "lameduck.streams.timeout", "1s",
            "lameduck.announce.min", "1s",
            "lameduck.announce.quiet", "1s",
            "lameduck.announce.max", "1s");
    return Deployment.open(
        SettingsReader.read(key -> Optional.ofNullable(settings.get(key))),
        new Log(new RecordingLogger()));
  }

  @AfterEach
  void close() {
    deployment.drain().cutShort();
    deployment.close();
  }

  /** Runs a drain; the future is complete when it waits, and the delivery has looked once. */
  private CompletableFuture<Void> drain(Trigger trigger) throws Exception {
    return drain(trigger, () -> {});
  }

  private CompletableFuture<Void> drain(Trigger trigger, Runnable first) throws Exception {
    Drain drain = deployment.drain();
    CompletableFuture<Void> waits = new CompletableFuture<>();
    drain.follow(
        new DrainListener() {
          @Override
          public void began(DrainPhase phase, Trigger by) {
            if (phase == DrainPhase.DRAINING) {
              first.run();
            }
          }
        });
    drain.follow(new MessageDelivery(deployment, stopped::countDown));
    drain.follow(
        new DrainListener() {
          @Override
          public void began(DrainPhase phase, Trigger by) {
            if (phase == DrainPhase.DRAINING) {
              waits.complete(null);
            }
          }
        });
    CompletableFuture<Optional<DrainReport>> over =
        CompletableFuture.supplyAsync(() -> drain.run(trigger));
    waits.get(BOUND, TimeUnit.MILLISECONDS);
    return over.thenAccept(report -> {});
  }

  @Test
  void stopsWhileOnlyMessagesAreLeft() throws Exception {
    Lease message = deployment.drain().begin("Orders.onMessage (message)");
    CompletableFuture<Void> over = drain(Trigger.SIGNAL);
    assertThat(stopped.await(BOUND, TimeUnit.MILLISECONDS)).isTrue();
    assertThat(over).isNotDone();
    message.end();
    over.get(BOUND, TimeUnit.MILLISECONDS);
  }

  @Test
  void waitsForRequestsFirst() throws Exception {
    Lease message = deployment.drain().begin("Orders.onMessage (message)");
    Lease request = Lease.of(request());
    CompletableFuture<Void> over = drain(Trigger.SIGNAL);
    // Time for several looks: that nothing happens has no event.
    assertThat(stopped.await(500, TimeUnit.MILLISECONDS)).isFalse();
    request.end();
    assertThat(stopped.await(BOUND, TimeUnit.MILLISECONDS)).isTrue();
    message.end();
    over.get(BOUND, TimeUnit.MILLISECONDS);
  }

  private InFlightEntry request() {
    return deployment.drain().enter("GET", "/orders");
  }

  /** Such as a method of an enterprise bean that waits for the answer to a message. */
  @Test
  void waitsForOtherWorkFirst() throws Exception {
    Lease message = deployment.drain().begin("Orders.onMessage (message)");
    Lease work = deployment.drain().begin("Reports.nightly (asynchronous)");
    CompletableFuture<Void> over = drain(Trigger.SIGNAL);
    assertThat(stopped.await(500, TimeUnit.MILLISECONDS)).isFalse();
    work.end();
    assertThat(stopped.await(BOUND, TimeUnit.MILLISECONDS)).isTrue();
    message.end();
    over.get(BOUND, TimeUnit.MILLISECONDS);
  }

  @Test
  void waitsUntilNoLateRequestsComeFirst() throws Exception {
    Lease message = deployment.drain().begin("Orders.onMessage (message)");
    CompletableFuture<Void> over = drain(Trigger.SIGNAL, () -> Lease.of(request()).end());
    assertThat(stopped.await(500, TimeUnit.MILLISECONDS)).isFalse();
    assertThat(stopped.await(BOUND, TimeUnit.MILLISECONDS)).isTrue();
    message.end();
    over.get(BOUND, TimeUnit.MILLISECONDS);
  }

  /** What {@link MessageDelivery} asks of another deployment of the JVM. */
  public interface Peer {
    String getPhase();

    boolean isRunningBesideMessages();
  }

  private static final class Other implements Peer {

    private volatile String phase = "LAME_DUCK";
    private volatile boolean running = true;

    @Override
    public String getPhase() {
      return phase;
    }

    @Override
    public boolean isRunningBesideMessages() {
      return running;
    }
  }

  @Test
  void waitsForPeersFirst() throws Exception {
    Other peer = new Other();
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName name = new ObjectName("io.lameduck:type=Drain,name=other");
    server.registerMBean(new StandardMBean(peer, Peer.class), name);
    try {
      Lease message = deployment.drain().begin("Orders.onMessage (message)");
      CompletableFuture<Void> over = drain(Trigger.SIGNAL);
      assertThat(stopped.await(300, TimeUnit.MILLISECONDS)).as("it serves").isFalse();
      peer.phase = "DRAINING";
      assertThat(stopped.await(300, TimeUnit.MILLISECONDS)).as("a request runs").isFalse();
      peer.running = false;
      assertThat(stopped.await(BOUND, TimeUnit.MILLISECONDS)).isTrue();
      message.end();
      over.get(BOUND, TimeUnit.MILLISECONDS);
    } finally {
      server.unregisterMBean(name);
    }
  }

  /** A preStop hook drains, and the signal comes meanwhile. */
  @Test
  void waitsForTheSignalInAnOperatorsDrain() throws Exception {
    Lease message = deployment.drain().begin("Orders.onMessage (message)");
    CompletableFuture<Void> over = drain(Trigger.OPERATOR);
    assertThat(stopped.await(500, TimeUnit.MILLISECONDS)).as("it may resume").isFalse();
    CompletableFuture<Optional<DrainReport>> signal =
        CompletableFuture.supplyAsync(() -> deployment.drain().run(Trigger.SIGNAL));
    assertThat(stopped.await(BOUND, TimeUnit.MILLISECONDS)).isTrue();
    message.end();
    over.get(BOUND, TimeUnit.MILLISECONDS);
    assertThat(signal.get(BOUND, TimeUnit.MILLISECONDS)).isPresent();
  }

  @Test
  void doesNotInterruptEarly() throws Exception {
    deployment.close();
    deployment = open("60s");
    Lease message = deployment.drain().begin("Orders.onMessage (message)");
    CompletableFuture<Void> over = drain(Trigger.SIGNAL);
    assertThat(stopped.await(500, TimeUnit.MILLISECONDS)).isFalse();
    message.end();
    over.get(BOUND, TimeUnit.MILLISECONDS);
  }

  @Test
  void leavesItToOtherStops() throws Exception {
    Lease message = deployment.drain().begin("Orders.onMessage (message)");
    CompletableFuture<Void> over = drain(Trigger.SERVER_STOP);
    assertThat(stopped.await(500, TimeUnit.MILLISECONDS)).isFalse();
    message.end();
    over.get(BOUND, TimeUnit.MILLISECONDS);
  }
}
