package io.lameduck.tck.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.harness.ExchangeFailed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LoadTest {

  @Test
  void everyClientAsksAndEveryRequestIsOnRecord() throws Exception {
    CountDownLatch answered = new CountDownLatch(200);
    try (Target target =
            new Target(
                socket -> {
                  Target.say(socket, Target.FINE);
                  answered.countDown();
                  return true;
                });
        Load load = Load.start(LoadPlan.of(target.port(), "/fast", "/slow"))) {
      assertThat(answered.await(20, TimeUnit.SECONDS)).isTrue();
      LoadResult result = load.stop();
      assertThat(result.sent()).isGreaterThanOrEqualTo(200);
      assertThat(result.failures()).isEmpty();
      for (ClientKind kind : ClientKind.values()) {
        assertThat(result.sent(kind)).as(kind.label()).isPositive();
      }
      assertThat(load.progress()).isEqualTo(new Progress(result.sent(), 0));
    }
  }

  @Test
  void failuresAreCountedByKindAndByClient() {
    LoadResult result =
        new LoadResult(
            List.of(
                record(ClientKind.KEEP_ALIVE, Outcome.OK),
                record(ClientKind.KEEP_ALIVE, Outcome.answered(503)),
                record(ClientKind.SLOW, Outcome.failed(ExchangeFailed.Kind.CUT_OFF)),
                record(ClientKind.SLOW, Outcome.answered(503))));
    assertThat(result.sent()).isEqualTo(4);
    assertThat(result.sent(ClientKind.KEEP_ALIVE)).isEqualTo(2);
    assertThat(result.failed()).isEqualTo(3);
    assertThat(result.failed(ClientKind.SLOW)).isEqualTo(2);
    assertThat(result.failedByKind()).containsEntry("http-503", 2L).containsEntry("cut-off", 1L);
    assertThat(result.summary())
        .isEqualTo("4 sent, 3 failed (cut-off 1, http-503 2; by client: keep-alive 1, slow 2)");
  }

  private static RequestRecord record(ClientKind kind, Outcome outcome) {
    return new RequestRecord(kind, Duration.ZERO, Duration.ofMillis(1), outcome);
  }
}
