package io.lameduck.tck.rolling;

import java.util.Locale;

/** What is done, or not, so that a stop fails no request. */
enum Variant {
  /** The server as it comes. */
  NOTHING,
  /** What the server itself offers. */
  SERVER,
  /** The usual advice: the instance is told only after a sleep. */
  PRESTOP_SLEEP,
  /** The jar, with its defaults. */
  LAMEDUCK;

  /** As in settings and reports. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
