package io.lameduck.tck.app.compare;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One script, and what has happened while it ran, in that order. For any thread. */
final class ScriptRecord {

  /** The request header with the script; the one that names the record. */
  static final String SCRIPT = "X-Script";

  static final String ID = "X-Id";

  /** How often the servlet runs for one script; some would go on with dispatches for ever. */
  private static final int MOST_ENTRIES = 6;

  private static final Map<String, ScriptRecord> ALL = new ConcurrentHashMap<>();

  private final String id;
  private final List<String> blocks;
  private final Map<String, List<String>> lines = new TreeMap<>();
  private final IdentityHashMap<Object, String> names = new IdentityHashMap<>();
  private final Map<String, Integer> counts = new ConcurrentHashMap<>();
  private final Map<String, Integer> pending = new ConcurrentHashMap<>();
  private volatile @Nullable Thread servletThread;
  private final AtomicInteger entries = new AtomicInteger();

  /** What {@code startAsync} has returned last. */
  volatile @Nullable AsyncContext context;

  /** The block that a dispatch to the original path runs. */
  volatile int next;

  /** What was asked for first, and is kept. */
  @Nullable ServletOutputStream keptStream;

  @Nullable PrintWriter keptWriter;

  private ScriptRecord(String id, String script) {
    this.id = id;
    this.blocks = List.of(script.split("\\|", -1));
  }

  /** That of the request, which it begins; null if the request carries no script. */
  static @Nullable ScriptRecord of(ServletRequest request) {
    if (request instanceof HttpServletRequest http) {
      String id = http.getHeader(ID);
      String script = http.getHeader(SCRIPT);
      if (id != null && script != null) {
        return ALL.computeIfAbsent(id, key -> new ScriptRecord(key, script));
      }
    }
    return null;
  }

  /** All lines of that record, when it is whole; forgets it, too. */
  static String take(String id) {
    ScriptRecord record = ALL.get(id);
    String text = record == null ? "no record\n" : record.whole(); // It is still looked for.
    ALL.remove(id);
    return text;
  }

  String id() {
    return id;
  }

  /** The ops of a block; none if there is no such block. */
  List<String> ops(int block) {
    String text = block < blocks.size() ? blocks.get(block) : "";
    return text.isEmpty() ? List.of() : List.of(text.split(";"));
  }

  /** The order is that of one sequence: two threads may take turns in any way. */
  void add(String sequence, String line) {
    synchronized (lines) {
      lines.computeIfAbsent(sequence, key -> new ArrayList<>()).add(line);
    }
  }

  /** What stands for an object without a value: its kind, and a number by first appearance. */
  String name(Object object, String kind) {
    synchronized (names) {
      return names.computeIfAbsent(object, o -> kind + "#" + counts.merge(kind, 1, Integer::sum));
    }
  }

  /**
   * The servlet runs on this thread.
   *
   * @return false if it has done so often enough, and is to do nothing
   */
  boolean entered() {
    servletThread = Thread.currentThread();
    begin("servlet");
    return entries.incrementAndGet() <= MOST_ENTRIES;
  }

  /** Something has begun that has to end before the record is whole. */
  void begin(String what) {
    pending.merge(what, 1, Integer::sum);
  }

  void end(String what) {
    pending.merge(what, -1, Integer::sum);
  }

  private boolean isPending(String what) {
    return pending.getOrDefault(what, 0) > 0;
  }

  /** Waits until the servlet has returned, and its thread is in the hands of the container. */
  void awaitReturn() {
    await(2_000, () -> !isPending("servlet"));
    Thread thread = servletThread;
    if (thread != null) {
      await(50, () -> isIdle(thread));
    }
  }

  /** Waits until what was started has ended. */
  void awaitBlock() {
    await(500, () -> !isPending("block"));
  }

  private static boolean isIdle(Thread thread) {
    Thread.State state = thread.getState();
    if (state != Thread.State.WAITING && state != Thread.State.TIMED_WAITING) {
      return false;
    }
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (frame.getClassName().startsWith("io.lameduck.")) {
        return false;
      }
    }
    return true;
  }

  /** All lines, when nothing goes on any more, and what still does. */
  private String whole() {
    List<String> kinds = List.of("servlet", "block", "async");
    await(1_000, () -> kinds.stream().noneMatch(this::isPending));
    await(1_000, () -> !isPending("request"));
    StringBuilder text = new StringBuilder();
    synchronized (lines) {
      if (pending.containsKey("async")) {
        lines.remove("request"); // The last may come at any time after the response.
      }
      lines.values().forEach(own -> own.forEach(line -> text.append(line).append('\n')));
    }
    kinds.stream().filter(this::isPending).forEach(kind -> text.append("pending " + kind + "\n"));
    return text.toString();
  }

  /** Polls, since what is awaited may be a thread of the container. */
  static boolean await(long millis, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(500_000);
    }
    return true;
  }
}
