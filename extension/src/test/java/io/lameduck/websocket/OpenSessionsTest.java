package io.lameduck.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.log.Log;
import io.lameduck.log.RecordingLogger;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where there is nothing to close, or may be; the rest is tested on real servers. */
class OpenSessionsTest {

  private static final long LONG_AGO = Duration.ofSeconds(2).toNanos();

  private static final Duration SPREAD = Duration.ofSeconds(1);
  private static final Duration BOUND = Duration.ofSeconds(20);

  private final RecordingLogger log = new RecordingLogger();

  private OpenSessions sessions(Supplier<@Nullable Object> container) {
    return new OpenSessions(
        container, () -> 0, () -> Long.MAX_VALUE, SPREAD, new Log(log).about("/app"));
  }

  /** Whether there may be any, in a web application with a container. */
  private boolean any(Collection<Object> open, long running, long quietNanos) {
    return new OpenSessions(
            container -> () -> open,
            () -> "a container",
            () -> running,
            () -> quietNanos,
            SPREAD,
            new Log(log).about("/app"))
        .any();
  }

  @Test
  void withoutASessionOrARequestADrainNeedNotWait() {
    assertThat(any(Set.of(), 0, LONG_AGO)).isFalse();
    assertThat(any(Set.of(), 0, Long.MAX_VALUE)).as("no request at all").isFalse();
  }

  @Test
  void anOpenSessionIsToBeClosed() {
    assertThat(any(Set.of("a session"), 0, LONG_AGO)).isTrue();
  }

  @Test
  void aRequestMayBeAHandshakeThatOpensItsSessionLater() {
    assertThat(any(Set.of(), 1, LONG_AGO)).as("it runs").isTrue();
    assertThat(any(Set.of(), 0, 1_000_000)).as("it came just now").isTrue();
  }

  @Test
  void withoutWebSocketThereIsNone() {
    assertThat(sessions(() -> null).any()).isFalse();
    OpenSessions forgotten = sessions(() -> "an unknown container");
    forgotten.forget();
    assertThat(forgotten.any()).isFalse();
  }

  @Test
  void ofAnUnknownImplementationThereMayBeSome() {
    assertThat(sessions(() -> "an unknown container").any()).isTrue();
    assertThat(log.lines()).as("said once, by the end").isEmpty();
  }

  @Test
  void aServerWithoutWebSocketHasNone() {
    sessions(() -> null).end(Duration.ofSeconds(2), () -> false);
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void manyAreClosedOneAfterTheOtherWithinTheSpread() {
    assertThat(timeToClose(100, SPREAD)).isBetween(SPREAD.multipliedBy(9).dividedBy(10), BOUND);
    assertThat(timeToClose(100, Duration.ZERO)).isLessThan(SPREAD.dividedBy(2));
  }

  /** From the first of so many sessions to the last one. */
  private Duration timeToClose(int count, Duration spread) {
    List<Long> closed = new CopyOnWriteArrayList<>();
    List<Object> open =
        Collections.nCopies(count, null).stream().map(s -> session(closed)).toList();
    new OpenSessions(
            container -> () -> open,
            () -> "a container",
            () -> 0,
            () -> LONG_AGO,
            spread,
            new Log(log).about("/app"))
        .end(BOUND, () -> false);
    assertThat(closed).hasSize(count);
    return Duration.ofNanos(Collections.max(closed) - Collections.min(closed));
  }

  @Test
  void noneIsClosedOnceTheDrainIsResumed() {
    List<Long> closed = new CopyOnWriteArrayList<>();
    List<Object> open = Collections.nCopies(9, null).stream().map(s -> session(closed)).toList();
    OpenSessions sessions =
        new OpenSessions(
            container -> () -> open,
            () -> "a container",
            () -> 1,
            () -> LONG_AGO,
            SPREAD,
            new Log(log));
    sessions.end(BOUND, () -> true);
    assertThat(closed).isEmpty();
  }

  private static Object session(List<Long> closed) {
    return Proxy.newProxyInstance(
        OpenSessionsTest.class.getClassLoader(),
        new Class<?>[] {Session.class},
        (proxy, method, arguments) -> {
          if (method.getName().equals("close")) {
            closed.add(System.nanoTime());
            return null;
          }
          return method.getName().equals("equals")
              ? (Object) (proxy == arguments[0])
              : (Object) System.identityHashCode(proxy);
        });
  }

  @Test
  void anUnknownImplementationIsALineOfDebug() {
    sessions(() -> "an unknown container").end(Duration.ofSeconds(2), () -> false);
    assertThat(log.lines())
        .singleElement()
        .asString()
        .startsWith("DEBUG LD0028: Cannot see the open WebSocket sessions of java.lang.String")
        .endsWith("[/app]");
  }

  @Test
  void whatIsForgottenIsNotAsked() {
    OpenSessions sessions = sessions(() -> "an unknown container");
    sessions.forget();
    sessions.end(Duration.ofSeconds(2), () -> false);
    assertThat(log.lines()).isEmpty();
  }
}
