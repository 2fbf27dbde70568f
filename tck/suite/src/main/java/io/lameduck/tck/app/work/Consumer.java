package io.lameduck.tck.app.work;

import io.lameduck.DrainResumed;
import io.lameduck.LameDuckStarted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Stands for what brings new work by itself. It hears of the drain after those of the audience. */
@ApplicationScoped
public class Consumer {

  // tag::events[]
  void stopConsuming(@Observes LameDuckStarted event) {
    consume(false);
  }

  void consumeAgain(@Observes DrainResumed event) {
    consume(true);
  }

  // end::events[]
  private static void consume(boolean on) {
    System.out.println("CONSUMING " + on);
  }
}
