package io.lameduck.tck.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProcessorTimeTest {

  private static final Duration WORK = Duration.ofMillis(200);

  /**
   * That of a process which waits does not move; that of this one does, for it counts to see it.
   */
  @Test
  void whoWorksUsesItAndWhoWaitsDoesNot() throws Exception {
    Process waits = new ProcessBuilder("cat").start();
    try {
      ProcessorTime ofTheOther = ProcessorTime.of(waits.pid());
      ProcessorTime own = ProcessorTime.of(ProcessHandle.current().pid());
      while (own.used().compareTo(WORK) < 0) {
        Thread.onSpinWait();
      }
      assertThat(ofTheOther.used()).isLessThan(WORK.dividedBy(2));
      assertThat(ProcessorTime.sinceItsStart(waits.pid())).isLessThan(WORK.dividedBy(2));
      assertThat(ProcessorTime.sinceItsStart(ProcessHandle.current().pid()))
          .isGreaterThanOrEqualTo(WORK);
    } finally {
      waits.destroyForcibly();
    }
    assertThat(waits.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aProcessThatHasEndedHasNone() throws Exception {
    Process ends = new ProcessBuilder("cat").start();
    ProcessorTime time = ProcessorTime.of(ends.pid());
    ends.destroyForcibly().waitFor();
    assertThatThrownBy(time::used).hasMessageContaining("no processor time of " + ends.pid());
    assertThatThrownBy(() -> ProcessorTime.of(ends.pid())).hasMessage("no process " + ends.pid());
  }
}
