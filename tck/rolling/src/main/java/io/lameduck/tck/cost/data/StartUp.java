package io.lameduck.tck.cost.data;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * How long one server took from the start of its process until it was ready and each WAR had
 * answered, in milliseconds.
 *
 * @param server name and version
 * @param wars that were deployed
 * @param bare each start without the jar
 * @param jar each start with the jar in each WAR
 * @param costMillis the difference of the medians, for all the WARs
 * @param costPerWarMillis the same for one of them
 * @param costPerWarProcessorMillis the same of the processor time
 */
public record StartUp(
    String server,
    int wars,
    List<Start> bare,
    List<Start> jar,
    double costMillis,
    double costPerWarMillis,
    double costPerWarProcessorMillis) {

  public StartUp {
    bare = List.copyOf(bare);
    jar = List.copyOf(jar);
  }

  /** What the starts say. */
  public static StartUp of(String server, int wars, List<Start> bare, List<Start> jar) {
    double cost = median(jar, Start::millis) - median(bare, Start::millis);
    double processor = median(jar, Start::processorMillis) - median(bare, Start::processorMillis);
    return new StartUp(server, wars, bare, jar, cost, cost / wars, processor / wars);
  }

  /** The median of the starts without the jar. */
  public double medianBare() {
    return median(bare, Start::millis);
  }

  /** The median of the starts with the jar. */
  public double medianJar() {
    return median(jar, Start::millis);
  }

  /** The median of the processor time of the starts without the jar. */
  public double medianBareProcessor() {
    return median(bare, Start::processorMillis);
  }

  /** The median of the processor time of the starts with the jar. */
  public double medianJarProcessor() {
    return median(jar, Start::processorMillis);
  }

  /**
   * What each further WAR costs, in milliseconds: what the first one costs the JVM is paid once,
   * and is in both.
   *
   * @param more the same server with more WARs
   */
  public double costOfFurtherMillis(StartUp more) {
    return (more.costMillis - costMillis) / (more.wars - wars);
  }

  private static double median(List<Start> starts, ToLongFunction<Start> figure) {
    return Spread.of(starts.stream().map(start -> (double) figure.applyAsLong(start)).toList())
        .median();
  }
}
