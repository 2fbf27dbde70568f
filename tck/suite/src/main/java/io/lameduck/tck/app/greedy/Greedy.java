package io.lameduck.tck.app.greedy;

import io.lameduck.LameDuckStarted;
import io.lameduck.tck.app.fault.Hoard;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** For a second there is no room for anything. */
@ApplicationScoped
public class Greedy {

  private static final byte[] WORDS = "FULL\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  void fill(@Observes LameDuckStarted event) throws InterruptedException {
    try {
      Hoard.all();
      Thread.sleep(1_000);
    } finally {
      Hoard.release();
    }
    System.out.write(WORDS, 0, WORDS.length);
    System.out.flush();
  }
}
