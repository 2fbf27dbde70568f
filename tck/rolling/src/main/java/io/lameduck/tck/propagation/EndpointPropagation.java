package io.lameduck.tck.propagation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * How late is the last node, at 100, 1,000 and 5,000 nodes, and for how many pods is the default of
 * {@code lameduck.announce.max} enough? By published figures, which the docs name.
 */
public final class EndpointPropagation {

  /** The default of {@code lameduck.announce.max}, in seconds. */
  public static final double ANNOUNCE_MAX = 15;

  /** The sizes. */
  public static final List<Integer> NODES = List.of(100, 1_000, 5_000);

  /** Three kube-proxies. */
  public static final List<Delay> DELAYS =
      List.of(
          Delay.ofParts("Defaults since 1.28", 1, 1, 0.5),
          Delay.ofPercentiles("Load test, 100 nodes", 1.52, 6.815),
          Delay.ofParts("Tuned for large clusters before 1.28", 1, 10, 5));

  private EndpointPropagation() {}

  /** Prints the table; writes the picture if it is told where to. */
  public static void main(String[] arguments) throws IOException {
    System.out.print(table());
    if (arguments.length > 0) {
      Files.writeString(Path.of(arguments[0]), PropagationPicture.svg());
    }
  }

  /** The rows of the table in the docs. */
  public static String table() {
    StringBuilder table = new StringBuilder();
    for (Delay delay : DELAYS) {
      for (int nodes : NODES) {
        table.append(
            String.format(
                Locale.ROOT,
                "| %s | %,d | %.1f s | %.1f s | %s%n",
                delay.title(),
                nodes,
                delay.last(nodes, 0.5),
                delay.last(nodes, 0.99),
                percent(delay.allHeardBy(ANNOUNCE_MAX, nodes))));
      }
    }
    return table.toString();
  }

  private static String percent(double part) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * part);
  }
}
