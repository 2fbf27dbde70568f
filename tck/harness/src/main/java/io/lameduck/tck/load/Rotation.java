package io.lameduck.tck.load;

import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Which of the ports is next, in turn among those that are in. Safe for any thread. */
final class Rotation {

  private final List<Integer> ports;
  private final AtomicIntegerArray out;
  private final AtomicInteger turn = new AtomicInteger();

  Rotation(List<Integer> ports) {
    this.ports = List.copyOf(ports);
    this.out = new AtomicIntegerArray(ports.size());
  }

  void takeOut(int instance) {
    out.set(instance, 1);
  }

  void putIn(int instance) {
    out.set(instance, 0);
  }

  /** Empty where all are out. */
  OptionalInt next() {
    int first = turn.getAndIncrement();
    for (int i = 0; i < ports.size(); i++) {
      int instance = Math.floorMod(first + i, ports.size());
      if (out.get(instance) == 0) {
        return OptionalInt.of(ports.get(instance));
      }
    }
    return OptionalInt.empty();
  }
}
