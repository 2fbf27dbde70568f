package io.lameduck.tck.harness;

import java.io.Closeable;
import java.io.IOException;

/** Ends connections whose fate is known. */
final class Quietly {

  private Quietly() {}

  static void close(Closeable connection) {
    try {
      connection.close();
    } catch (IOException e) {
      // Nothing more can be done with it, and nothing more is wanted of it.
    }
  }
}
