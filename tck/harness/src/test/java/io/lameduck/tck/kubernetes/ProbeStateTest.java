package io.lameduck.tck.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProbeStateTest {

  @Test
  void oneSuccessMakesItUp() {
    ProbeState state = new ProbeState(8, false);
    assertThat(state.isUp()).isFalse();
    assertThat(state.report(false)).isFalse();
    assertThat(state.report(true)).isTrue();
    assertThat(state.isUp()).isTrue();
  }

  @Test
  void onlyFailuresInARowMakeItDown() {
    ProbeState state = new ProbeState(3, true);
    assertThat(state.report(false)).isTrue();
    assertThat(state.report(false)).isTrue();
    assertThat(state.report(true)).isTrue();
    assertThat(state.report(false)).isTrue();
    assertThat(state.report(false)).isTrue();
    assertThat(state.report(false)).isFalse();
    assertThat(state.report(false)).isFalse();
    assertThat(state.report(true)).isTrue();
  }

  @Test
  void aStrictOneIsDownAtTheFirstFailure() {
    assertThat(new ProbeState(1, true).report(false)).isFalse();
  }
}
