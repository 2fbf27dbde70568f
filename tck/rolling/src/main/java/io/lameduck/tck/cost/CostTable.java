package io.lameduck.tck.cost;

import io.lameduck.tck.cost.data.Comparison;
import io.lameduck.tck.cost.data.Pair;
import io.lameduck.tck.cost.data.Spread;
import io.lameduck.tck.cost.data.StartUp;
import java.util.List;
import java.util.Locale;

/** The result as plain text. */
final class CostTable {

  private CostTable() {}

  static String of(List<Comparison> comparisons, List<StartUp> startUps) {
    StringBuilder text = new StringBuilder();
    String server = "";
    for (Comparison row : comparisons) {
      if (!row.server().equals(server)) {
        server = row.server();
        text.append(
            "\n%s: medians; of the ratios of the pairs the middle half, too, and the range of the starts%n"
                .formatted(server));
        text.append(
            "%-18s %-22s %18s %15s   %-29s %15s   %-24s %s%n"
                .formatted(
                    "first",
                    "second",
                    "requests/s",
                    "p99, ms",
                    "second to first",
                    "processor, µs",
                    "second to first",
                    "starts"));
      }
      text.append(line(row));
    }
    server = "";
    for (StartUp row : startUps) {
      if (!row.server().equals(server)) {
        server = row.server();
        text.append(
            "\n%s: medians of the time until ready, and of the processor time until then, ms%n"
                .formatted(server));
        text.append(
            "%5s %10s %12s %12s   %9s %12s %12s%n"
                .formatted(
                    "WARs",
                    "bare",
                    "with the jar",
                    "cost per WAR",
                    "processor",
                    "with the jar",
                    "cost per WAR"));
      }
      text.append(line(row));
      for (StartUp more : startUps) {
        if (more.server().equals(server) && more.wars() > row.wars()) {
          text.append(further(row, more));
        }
      }
    }
    return text.toString();
  }

  private static String line(Comparison row) {
    Spread ratio = row.ratio();
    Spread processor = row.processorRatio();
    return String.format(
        Locale.ROOT,
        "%-18s %-22s %,8.0f %,9.0f %7.2f %7.2f   %.3f (%.3f to %.3f) of %-3d %7.1f %7.1f   %.3f (%.3f to %.3f)   %.3f to %.3f of %d%n",
        row.first(),
        row.second(),
        row.firstPerSecond().median(),
        row.secondPerSecond().median(),
        row.firstP99Millis().median(),
        row.secondP99Millis().median(),
        ratio.median(),
        ratio.quarter(),
        ratio.threeQuarters(),
        row.pairs().size(),
        row.firstProcessorMicros().median(),
        row.secondProcessorMicros().median(),
        processor.median(),
        processor.quarter(),
        processor.threeQuarters(),
        row.ratioOfStarts().least(),
        row.ratioOfStarts().greatest(),
        row.pairs().stream().mapToInt(Pair::instances).distinct().count());
  }

  private static String line(StartUp row) {
    return String.format(
        Locale.ROOT,
        "%5d %,10.0f %,12.0f %,12.1f   %,9.0f %,12.0f %,12.1f%n",
        row.wars(),
        row.medianBare(),
        row.medianJar(),
        row.costPerWarMillis(),
        row.medianBareProcessor(),
        row.medianJarProcessor(),
        row.costPerWarProcessorMillis());
  }

  private static String further(StartUp row, StartUp more) {
    return String.format(
        Locale.ROOT,
        "      each WAR from the %d. to the %d.: %.1f%n",
        row.wars() + 1,
        more.wars(),
        row.costOfFurtherMillis(more));
  }
}
