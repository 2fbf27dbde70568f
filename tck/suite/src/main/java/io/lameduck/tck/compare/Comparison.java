package io.lameduck.tck.compare;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs scripts on an application, bare and changed. What differs between two runs of the bare one
 * is the server's own chance, and is counted but not compared. A difference is believed only if it
 * is there each time.
 */
public final class Comparison {

  private static final int CLIENTS = 8;

  /** How often a difference has to be seen. */
  private static final int TIMES = 4;

  private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final Duration CONFIRMING = Duration.ofSeconds(10);

  private static final Duration SHORTENING = Duration.ofSeconds(20);

  /** How often one kind of difference is made short. */
  private static final int FEW = 2;

  private final Side bare;
  private final Side changed;
  private final @Nullable Side plain;
  private final KnownDifferences known;
  private final Consumer<String> out;
  private final AtomicInteger byChance = new AtomicInteger();
  private final Map<String, Integer> kinds = new ConcurrentHashMap<>();
  private final Map<String, Finding> findings = new TreeMap<>();
  private final ConcurrentLinkedQueue<String> unstable = new ConcurrentLinkedQueue<>();

  /** One difference: the first script that has shown it, made short, and how many have. */
  public record Finding(String difference, Script script, long seed, int count) {}

  /**
   * Prepares it.
   *
   * @param plain has a filter that only wraps: whether it differs in the same way is told, if there
   * @param server its name, for the known differences
   * @param out takes each finding at once
   */
  public Comparison(
      Side bare, Side changed, @Nullable Side plain, String server, Consumer<String> out) {
    this.bare = bare;
    this.changed = changed;
    this.plain = plain;
    this.known = new KnownDifferences(server);
    this.out = out;
  }

  /**
   * Compares scripts that are made from seeds that follow this one.
   *
   * @param most how many
   * @param time when none is begun any more
   * @return how many were compared
   */
  public int run(long firstSeed, int most, Duration time) throws IOException, InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    AtomicInteger begun = new AtomicInteger();
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        all.add(
            clients.submit(
                () -> {
                  int own;
                  while (System.nanoTime() < end && (own = begun.getAndIncrement()) < most) {
                    compare(firstSeed + own);
                  }
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
      return Math.min(begun.get(), most);
    } catch (ExecutionException e) {
      throw new IOException(e);
    } finally {
      clients.shutdownNow();
    }
  }

  private void compare(long seed) throws IOException {
    Script script = Generator.script(seed);
    List<String> first = bare.run(script);
    List<String> other = changed.run(script);
    String difference = known.difference(script, first, other);
    List<String> again = bare.run(script);
    if (!first.equals(again)) {
      byChance.incrementAndGet();
      if (Boolean.getBoolean("lameduck.tck.compare.chance")) {
        out.accept(
            "by chance " + seed + ": " + new KnownDifferences("").difference(script, first, again));
      }
      return;
    }
    if (difference == null || isFamiliar(difference)) {
      return;
    }
    if (!isSteady(script, first, difference, seed, 0)) {
      return;
    }
    Script shortest = shortest(script);
    List<String> without = bare.run(shortest);
    String kept = known.difference(shortest, without, changed.run(shortest));
    if (kept == null) {
      unstable.add("seed " + seed + ": " + difference); // Two threads took turns in another way.
    } else if (isSteady(shortest, without, kept, seed, PERIOD_NANOS)) {
      found(kept, shortest, seed);
    }
  }

  /** Whether it is there each time, and the bare application has no other answer. */
  private boolean isSteady(
      Script script, List<String> first, String difference, long seed, long pauseNanos)
      throws IOException {
    long end = System.nanoTime() + CONFIRMING.toNanos(); // One that hangs takes long each time.
    for (int i = 0; i < TIMES && System.nanoTime() < end; i++) {
      loseStep(pauseNanos);
      String again = known.difference(script, first, changed.run(script));
      loseStep(pauseNanos);
      if (!first.equals(bare.run(script))) {
        byChance.incrementAndGet();
        return false;
      }
      if (again == null) {
        unstable.add("seed " + seed + ": " + difference);
        return false;
      }
    }
    return true;
  }

  /**
   * Payara looks for time-outs once a second: two applications that take turns, half a second each,
   * would differ each time.
   */
  private static void loseStep(long mostNanos) {
    if (mostNanos > 0) {
      LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(mostNanos));
    }
  }

  /** Whether the same call has shown the same more than once; then it need not be made short. */
  private boolean isFamiliar(String difference) {
    String kind = difference.replaceAll("\\) [^ ]+( [^ ]+)* -> ", ") -> ").replaceAll("\\d+", "0");
    return kinds.merge(kind, 1, Integer::sum) > FEW;
  }

  private void found(String difference, Script script, long seed) throws IOException {
    synchronized (findings) {
      Finding before = findings.get(difference);
      if (before != null && before.script().size() <= script.size()) {
        findings.put(
            difference,
            new Finding(difference, before.script(), before.seed(), before.count() + 1));
        return;
      }
      int count = before == null ? 1 : before.count() + 1;
      findings.put(difference, new Finding(difference, script, seed, count));
    }
    List<String> other = changed.run(script);
    boolean asAnyFilter = plain != null && plain.run(script).equals(other);
    out.accept(
        "seed %d%s\n%s\n%s\n  without the jar\n    %s\n  with the jar\n    %s\n"
            .formatted(
                seed,
                asAnyFilter ? ", as any filter that wraps" : "",
                difference,
                script,
                String.join("\n    ", bare.run(script)),
                String.join("\n    ", other)));
  }

  /** Without each op that can be left out, as far as there is time. */
  private Script shortest(Script script) throws IOException {
    Script shortest = script;
    long end = System.nanoTime() + SHORTENING.toNanos(); // Each op of one that hangs takes long.
    for (int op = shortest.size() - 1; op >= 0 && System.nanoTime() < end; op--) {
      Script shorter = shortest.without(op);
      List<String> first = bare.run(shorter);
      if (known.difference(shorter, first, changed.run(shorter)) != null
          && first.equals(bare.run(shorter))) {
        shortest = shorter;
      }
    }
    return shortest;
  }

  /** By their differences. */
  public List<Finding> findings() {
    synchronized (findings) {
      return List.copyOf(findings.values());
    }
  }

  /** What was different once, but not each time. */
  public List<String> unstable() {
    return List.copyOf(unstable);
  }

  /** How many scripts do not always give the same on the bare application. */
  public int byChance() {
    return byChance.get();
  }

  /** The figures. */
  public String summary() {
    return "%d by chance, %d unstable, %d found"
        .formatted(byChance(), unstable().size(), findings().size());
  }

  /** The names of the known differences that no script has met. */
  public List<String> unmet() {
    return known.unmet();
  }
}
