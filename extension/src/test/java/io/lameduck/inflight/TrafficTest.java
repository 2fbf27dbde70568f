package io.lameduck.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrafficTest {

  private final RequestGate gate = new RequestGate();
  private final Traffic traffic = new Traffic();

  @Test
  void isExpectedOnceReadinessIsUpOrARequestHasCome() {
    assertThat(traffic.isExpected()).isFalse();
    traffic.entered(Lease.enter(gate, "GET", "/", 0).late(), 0);
    assertThat(traffic.isExpected()).isTrue();
    Traffic other = new Traffic();
    other.expect();
    assertThat(other.isExpected()).isTrue();
  }

  @Test
  void countsWhatComesLateUntilTheDrainIsTakenBack() {
    gate.announce(() -> {});
    assertThat(traffic.quietNanos(7)).isEqualTo(Long.MAX_VALUE);
    traffic.entered(Lease.enter(gate, "GET", "/", 3).late(), 3);
    traffic.begun(Lease.enter(gate, "work", "job", 4).late());
    traffic.reject();
    assertThat(traffic.servedLate()).isEqualTo(1);
    assertThat(traffic.lateWork()).isEqualTo(1);
    assertThat(traffic.rejected()).isEqualTo(1);
    assertThat(traffic.quietNanos(7)).isEqualTo(4);
    traffic.forget();
    assertThat(traffic.servedLate() + traffic.lateWork() + traffic.rejected()).isZero();
  }
}
