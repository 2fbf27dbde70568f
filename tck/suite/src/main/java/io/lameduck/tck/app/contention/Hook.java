package io.lameduck.tck.app.contention;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Callbacks that belong to no exchange: what they contend for is said before they come. */
public final class Hook {

  private static final Map<String, Queue<Contention>> ARMED = new ConcurrentHashMap<>();

  private Hook() {}

  static void arm(String hook, Contention contention) {
    ARMED.computeIfAbsent(hook, name -> new ConcurrentLinkedQueue<>()).add(contention);
  }

  /** In the callback of this name: needs the locks that it was armed with, once each. */
  public static void called(String hook) {
    Queue<Contention> armed = ARMED.get(hook);
    if (armed != null) {
      for (Contention next = armed.poll(); next != null; next = armed.poll()) {
        next.needLock();
      }
    }
  }
}
