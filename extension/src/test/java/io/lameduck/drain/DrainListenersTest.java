package io.lameduck.drain;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.DrainPhase;
import io.lameduck.concurrent.ManualClock;
import io.lameduck.log.RecordingLogger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The listeners are the application's: nothing of ours is held while they are told. */
@Timeout(60)
class DrainListenersTest {

  private final RecordingLogger log = new RecordingLogger();
  private final Drain drain = new DrainBuilder().clock(new ManualClock()).logger(log).build();

  /** As an observer is called: on another thread, which is waited for. */
  @Test
  void aListenerThatIsWaitedForMayTakeTheDrainBack() {
    drain.readinessReportedUp();
    List<String> heard = Collections.synchronizedList(new ArrayList<>());
    drain.follow(
        new DrainListener() {
          @Override
          public void began(DrainPhase phase, Trigger trigger) {
            Thread observer = new Thread(() -> heard.add("resume " + drain.resume()));
            observer.start();
            try {
              observer.join(20_000);
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            heard.add("held: " + observer.isAlive());
          }

          @Override
          public void resumed() {
            heard.add("resumed");
          }
        });
    drain.run(Trigger.OPERATOR);
    assertThat(heard).containsExactly("resume true", "held: false", "resumed");
    assertThat(log.lines()).last().asString().contains("LD0035");
  }

  @Test
  void newsThatFailsDoesNotHoldTheNext() {
    drain.readinessReportedUp();
    List<String> heard = new ArrayList<>();
    drain.follow(
        new DrainListener() {
          @Override
          public void began(DrainPhase phase, Trigger trigger) {
            heard.add(phase.name());
            throw new StackOverflowError("on purpose");
          }

          @Override
          public void ended(DrainReport report) {
            heard.add("ended");
          }
        });
    assertThat(drain.run(Trigger.SIGNAL)).isPresent();
    assertThat(heard).containsExactly("LAME_DUCK", "DRAINING", "ended");
  }
}
