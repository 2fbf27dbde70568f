package io.lameduck.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.log.Log;
import io.lameduck.log.RecordingLogger;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where there is nothing to close, or may be; the rest is tested on real servers. */
class OpenSessionsTest {

  private static final long LONG_AGO = Duration.ofSeconds(2).toNanos();

  private final RecordingLogger log = new RecordingLogger();

  private OpenSessions sessions(Supplier<@Nullable Object> container) {
    return new OpenSessions(container, () -> 0, () -> Long.MAX_VALUE, new Log(log).about("/app"));
  }

  /** Whether there may be any, in a web application with a container. */
  private boolean any(Collection<Object> open, long running, long quietNanos) {
    return new OpenSessions(
            container -> () -> open,
            () -> "a container",
            () -> running,
            () -> quietNanos,
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
    OpenSessions forgotten = sessions(() -> "somebody's container");
    forgotten.forget();
    assertThat(forgotten.any()).isFalse();
  }

  @Test
  void ofAnUnknownImplementationThereMayBeSome() {
    assertThat(sessions(() -> "somebody's container").any()).isTrue();
    assertThat(log.lines()).as("said once, by the end").isEmpty();
  }

  @Test
  void aServerWithoutWebSocketHasNone() {
    sessions(() -> null).end(Duration.ofSeconds(2));
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void anUnknownImplementationIsALineOfDebug() {
    sessions(() -> "somebody's container").end(Duration.ofSeconds(2));
    assertThat(log.lines())
        .singleElement()
        .asString()
        .startsWith("DEBUG LD0028: Cannot see the open WebSocket sessions of java.lang.String")
        .endsWith("[/app]");
  }

  @Test
  void whatIsForgottenIsNotAsked() {
    OpenSessions sessions = sessions(() -> "somebody's container");
    sessions.forget();
    sessions.end(Duration.ofSeconds(2));
    assertThat(log.lines()).isEmpty();
  }
}
