package io.lameduck.tck.http2;

import io.lameduck.tck.http2.client.ClientLibrary;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** Details of a load that its result does not have. Safe for any thread. */
final class LoadLog {

  private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
  private final Map<String, LongAdder> protocols = new ConcurrentHashMap<>();

  void failed(Failure failure) {
    failures.add(failure);
  }

  /** A response has come, by this protocol. */
  void saw(ClientLibrary library, String protocol) {
    protocols.computeIfAbsent(library.label() + " " + protocol, p -> new LongAdder()).increment();
  }

  /** All of them so far. */
  List<Failure> failures() {
    return List.copyOf(failures);
  }

  /** The number of responses of each client by protocol. */
  Map<String, Long> protocols() {
    Map<String, Long> counts = new TreeMap<>();
    protocols.forEach((name, count) -> counts.put(name, count.sum()));
    return counts;
  }
}
