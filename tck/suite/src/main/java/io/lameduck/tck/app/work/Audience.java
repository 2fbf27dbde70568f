package io.lameduck.tck.app.work;

import io.lameduck.DrainEnded;
import io.lameduck.DrainingStarted;
import io.lameduck.LameDuckStarted;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Observes each step of a drain, well, badly and for ever. */
@ApplicationScoped
public class Audience {

  void lameDuck(@Observes @Priority(1) LameDuckStarted event) {
    System.out.println("OBSERVED " + event);
  }

  void fails(@Observes @Priority(2) LameDuckStarted event) {
    throw new IllegalStateException("on purpose: an observer that throws");
  }

  void hangs(@Observes @Priority(3) DrainingStarted event) throws InterruptedException {
    Thread.sleep(60_000);
  }

  void draining(@Observes @Priority(4) DrainingStarted event) {
    System.out.println("OBSERVED " + event);
  }

  void ended(@Observes DrainEnded event) {
    System.out.println("OBSERVED " + event);
  }
}
