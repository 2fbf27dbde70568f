package io.lameduck.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.concurrent.Spread;
import io.lameduck.log.Log;
import io.lameduck.log.RecordingLogger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GracefulGoAwayTest {

  private static final long ROUND_TRIP = GracefulGoAway.ROUND_TRIP;

  private final RecordingLogger logger = new RecordingLogger();
  private final FakeServer server = new FakeServer();
  private GracefulGoAway goAway;
  private long now = 42;

  @BeforeEach
  void create() {
    goAway = deployment();
  }

  private GracefulGoAway deployment() {
    return deployment(Duration.ZERO);
  }

  private GracefulGoAway deployment(Duration spread) {
    Duration lameDuck = Duration.ofSeconds(5);
    Http2Failures failures = new Http2Failures("fake", new Log(logger));
    return new GracefulGoAway(server, Spread.within(spread, lameDuck), failures);
  }

  private void look() {
    goAway.poll(now);
  }

  private void lookLater(long nanos) {
    now += nanos;
    look();
  }

  @Test
  void idleConnectionIsTakenThroughAllSteps() {
    Connection idle = server.open("idle");
    look();
    look();
    lookLater(ROUND_TRIP - 1);
    assertThat(idle.calls).containsExactly("announce");
    lookLater(1);
    look();
    look();
    lookLater(ROUND_TRIP);
    assertThat(idle.calls).containsExactly("announce", "refuse", "finish", "end");
    assertThat(goAway.takeAnnouncedCount()).isEqualTo(1);
    assertThat(goAway.takeAnnouncedCount()).isZero();
  }

  @Test
  void connectionWithARunningStreamIsEndedAfterIt() {
    Connection busy = server.open("busy");
    busy.running = true;
    look();
    look();
    lookLater(ROUND_TRIP);
    lookLater(ROUND_TRIP);
    lookLater(ROUND_TRIP);
    assertThat(busy.calls).containsExactly("announce", "refuse", "finish");
    busy.running = false;
    lookLater(ROUND_TRIP - 1);
    assertThat(busy.calls).endsWith("finish");
    lookLater(1);
    assertThat(busy.calls).endsWith("end");
  }

  @Test
  void roundTripCountsFromTheFrameOnTheWire() {
    Connection idle = server.open("idle");
    idle.slow = true;
    look();
    lookLater(ROUND_TRIP * 3);
    assertThat(idle.calls).containsExactly("announce");
    idle.written.run();
    look();
    lookLater(ROUND_TRIP - 1);
    assertThat(idle.calls).containsExactly("announce");
    lookLater(1);
    assertThat(idle.calls).containsExactly("announce", "refuse");
  }

  @Test
  void connectionThatOpensLaterIsToldAfterItsFirstResponse() {
    look();
    Connection late = server.open("late");
    lookLater(1);
    late.used = true;
    late.running = true;
    lookLater(1);
    assertThat(late.calls).isEmpty();
    late.running = false;
    lookLater(1);
    look();
    assertThat(late.calls).containsExactly("announce");
    lookLater(ROUND_TRIP - 1);
    assertThat(late.calls).containsExactly("announce");
    lookLater(1);
    assertThat(late.calls).containsExactly("announce", "refuse");
  }

  @Test
  void connectionThatOpensLaterAndIsNeverUsedIsToldAtLast() {
    look();
    Connection late = server.open("late");
    look();
    lookLater(ROUND_TRIP);
    assertThat(late.calls).containsExactly("announce");
  }

  @Test
  void ofTwoDeploymentsEachStepIsTakenByOne() {
    Connection connection = server.open("shared");
    GracefulGoAway second = deployment();
    for (int i = 0; i < 8; i++) {
      goAway.poll(now);
      second.poll(now);
      now += ROUND_TRIP;
    }
    assertThat(connection.calls).containsExactly("announce", "refuse", "finish", "end");
    assertThat(goAway.takeAnnouncedCount() + second.takeAnnouncedCount()).isEqualTo(1);
  }

  @Test
  void secondDeploymentGoesOnWhereTheFirstHasLeft() {
    Connection connection = server.open("shared");
    look();
    look();
    GracefulGoAway second = deployment();
    second.poll(now);
    second.poll(now + ROUND_TRIP);
    second.poll(now + ROUND_TRIP);
    assertThat(connection.calls).containsExactly("announce", "refuse", "finish");
  }

  @Test
  void endOfTheDrainWaitsForNoRoundTrip() {
    Connection idle = server.open("idle");
    Connection busy = server.open("busy");
    busy.running = true;
    look();
    look();
    Connection unused = server.open("unused");
    look();
    goAway.finishNow(now, true);
    assertThat(idle.calls).containsExactly("announce", "refuse", "finish");
    assertThat(busy.calls).containsExactly("announce", "refuse", "finish");
    assertThat(unused.calls).isEmpty();
  }

  @Test
  void serverHearsOfAClientThatGoesAfterTheLastStream() {
    Connection busy = server.open("busy");
    busy.running = true;
    Connection gone = server.open("gone");
    look();
    look();
    server.connections.remove(gone);
    lookLater(ROUND_TRIP);
    look();
    server.connections.remove(busy);
    look();
    look();
    assertThat(busy.calls).containsExactly("announce", "refuse", "finish", "closed");
    assertThat(gone.calls).containsExactly("announce");
  }

  @Test
  void failureOfOneConnectionLeavesTheOthers() {
    Connection broken = server.open("broken");
    broken.failing = true;
    Connection other = server.open("other");
    look();
    look();
    lookLater(ROUND_TRIP);
    assertThat(broken.calls).isEmpty();
    assertThat(other.calls).containsExactly("announce", "refuse");
  }

  @Test
  void streamsThatCannotBeKeptCostNoOtherStepAndOneLine() {
    server.streams =
        KeptStreams.find(
            () -> {
              throw new NoSuchFieldException("peerGoneAway");
            });
    Connection first = server.open("first");
    Connection second = server.open("second");
    look();
    look();
    lookLater(ROUND_TRIP);
    assertThat(List.of(first, second))
        .allSatisfy(c -> assertThat(c.calls).containsExactly("announce", "refuse"));
    assertThat(logger.lines())
        .singleElement()
        .asString()
        .startsWith(
            "DEBUG LD0089: A client of HTTP/2 that says GOAWAY in a drain loses its streams (fake");
    goAway.letGo();
    assertThat(logger.lines()).hasSize(1);
  }

  @Test
  void connectionsOfTheBeginningAreToldEvenlyOverTheSpread() {
    goAway = deployment(Duration.ofSeconds(1));
    for (int i = 0; i < 500; i++) {
      server.open("idle");
    }
    look();
    assertThat(goAway.takeAnnouncedCount()).isEqualTo(1);
    lookLater(Duration.ofMillis(500).toNanos());
    assertThat(goAway.takeAnnouncedCount()).isEqualTo(250);
    lookLater(Duration.ofMillis(500).toNanos());
    assertThat(goAway.takeAnnouncedCount()).isEqualTo(249);
  }

  @Test
  void endOfTheDrainTellsThoseThatWereToBeToldLater() {
    goAway = deployment(Duration.ofSeconds(1));
    Connection first = server.open("first");
    Connection second = server.open("second");
    look();
    assertThat(second.calls).isEmpty();
    goAway.finishNow(now, true);
    assertThat(first.calls).startsWith("announce");
    assertThat(second.calls).startsWith("announce");
  }

  @Test
  void drainThatIsTakenBackEndsWhatItHasTold() {
    Connection idle = server.open("idle");
    look();
    look();
    goAway.finishNow(now, false);
    assertThat(idle.calls).containsExactly("announce", "refuse", "finish", "end");
  }

  @Test
  void drainThatIsTakenBackTellsNoMore() {
    goAway = deployment(Duration.ofSeconds(1));
    server.open("first");
    Connection second = server.open("second");
    look();
    goAway.finishNow(now, false);
    assertThat(second.calls).isEmpty();
  }

  @Test
  void fewConnectionsDoNotTakeTheWholeSpread() {
    goAway = deployment(Duration.ofSeconds(1));
    server.open("one");
    server.open("two");
    look();
    lookLater(Duration.ofMillis(10).toNanos());
    assertThat(goAway.takeAnnouncedCount()).isEqualTo(2);
  }

  @Test
  void manyConnectionsAreToldInOneLook() {
    for (int i = 0; i < 20_000; i++) {
      server.open("idle");
    }
    long start = System.nanoTime();
    look();
    assertThat(server.connections).allSatisfy(c -> assertThat(c.calls).hasSize(1));
    assertThat(System.nanoTime() - start).isLessThan(Duration.ofSeconds(5).toNanos());
  }

  private static final class Connection {

    private final String name;
    private final AtomicInteger step = new AtomicInteger();
    private final List<String> calls = new ArrayList<>();
    private boolean running;
    private boolean used;
    private boolean failing;
    private boolean slow;
    private Runnable written = () -> {};

    Connection(String name) {
      this.name = name;
    }

    void call(String what) throws ReflectiveOperationException {
      if (failing) {
        throw new ReflectiveOperationException("closed");
      }
      calls.add(what);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final class FakeServer implements Http2Connections {

    private final List<Connection> connections = new ArrayList<>();
    private @Nullable KeptStreams streams;

    Connection open(String name) {
      Connection opened = new Connection(name);
      connections.add(opened);
      return opened;
    }

    @Override
    public Collection<Object> open() {
      return List.copyOf(connections);
    }

    @Override
    public int step(Object connection) {
      return ((Connection) connection).step.get();
    }

    @Override
    public boolean advance(Object connection, int from, int to) {
      return ((Connection) connection).step.compareAndSet(from, to);
    }

    @Override
    public boolean hasAnswered(Object connection) {
      return ((Connection) connection).used && !((Connection) connection).running;
    }

    @Override
    public void keepStreams(Object connection) throws ReflectiveOperationException {
      if (streams != null) {
        streams.keep(connection);
      }
    }

    @Override
    public void letGo() throws ReflectiveOperationException {
      if (streams != null) {
        streams.restore();
      }
    }

    @Override
    public void announce(Object connection, Runnable written) throws ReflectiveOperationException {
      ((Connection) connection).call("announce");
      if (((Connection) connection).slow) {
        ((Connection) connection).written = written;
      } else {
        written.run();
      }
    }

    @Override
    public void refuse(Object connection) throws ReflectiveOperationException {
      ((Connection) connection).call("refuse");
    }

    @Override
    public void finish(Object connection) throws ReflectiveOperationException {
      ((Connection) connection).call("finish");
    }

    @Override
    public boolean hasEnded(Object connection) {
      return !((Connection) connection).running;
    }

    @Override
    public void end(Object connection) throws ReflectiveOperationException {
      ((Connection) connection).call("end");
    }

    @Override
    public void closed(Object connection) throws ReflectiveOperationException {
      ((Connection) connection).call("closed");
    }
  }
}
