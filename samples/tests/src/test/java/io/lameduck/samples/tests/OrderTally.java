package io.lameduck.samples.tests;

import io.lameduck.tck.harness.RawResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What the customers have been told. Safe for use by several threads. */
final class OrderTally {

  /** So many orders show that the shop works. */
  private static final int ENOUGH = 100;

  private final CountDownLatch enough = new CountDownLatch(ENOUGH);
  private final List<Long> accepted = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  synchronized void answered(RawResponse response) {
    if (response.status() == 201) {
      String location = response.header("Location").orElseThrow();
      accepted.add(Long.valueOf(location.substring(location.lastIndexOf('/') + 1)));
      enough.countDown();
    } else {
      failures.add(response.toString());
    }
  }

  synchronized void failed(String why) {
    failures.add(why);
  }

  /** Blocks until enough orders have been accepted. */
  void awaitEnough(Duration bound) throws InterruptedException {
    if (!enough.await(bound.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new IllegalStateException("only " + accepted().size() + " orders: " + failures());
    }
  }

  /** The numbers of the orders that were answered with 201. */
  synchronized List<Long> accepted() {
    return List.copyOf(accepted);
  }

  /** What came instead of a 201. */
  synchronized List<String> failures() {
    return List.copyOf(failures);
  }
}
