package io.lameduck.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.core.Peers;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What it saves is for {@code HandOverBenchmark}; here, that nothing can come of it. */
@Timeout(10)
class RehearsalTest {

  private final AtomicInteger asked = new AtomicInteger();

  private class Busy implements Peers {

    @Override
    public long quietNanos() {
      return 0;
    }

    @Override
    public boolean busy() {
      asked.incrementAndGet();
      return true;
    }

    @Override
    public boolean serving() {
      return true;
    }
  }

  /** They are: it runs in the middle of the real drain. */
  @Test
  void itComesToTheEndWithoutWaitingForTheOthers() {
    Rehearsal.run(new Busy());
    assertThat(asked).as("the end of a drain looks at them").hasPositiveValue();
  }

  @Test
  void whatFailsInItStaysThere() {
    Rehearsal.run(
        new Busy() {
          @Override
          public boolean busy() {
            super.busy();
            throw new InternalError("as of a full heap");
          }
        });
    assertThat(asked).hasValue(1);
  }
}
