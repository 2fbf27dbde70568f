package io.lameduck.tck.http2.app;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;

/** A persistent timer, with which some servers take long to stop. */
@Singleton
public class Minute {

  /** That there is such a timer is enough. */
  @Schedule(hour = "*", minute = "*")
  void passes() {}
}
