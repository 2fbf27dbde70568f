package io.lameduck.tck.cost.data;

import java.util.List;

/**
 * How long one server took from the start of its process until it was ready and each WAR had
 * answered, in milliseconds.
 *
 * @param server name and version
 * @param wars that were deployed
 * @param bareMillis of each start without the jar
 * @param jarMillis of each start with the jar in each WAR
 * @param costMillis the difference of the medians, for all the WARs
 * @param costPerWarMillis the same for one of them
 */
public record StartUp(
    String server,
    int wars,
    List<Long> bareMillis,
    List<Long> jarMillis,
    double costMillis,
    double costPerWarMillis) {

  public StartUp {
    bareMillis = List.copyOf(bareMillis);
    jarMillis = List.copyOf(jarMillis);
  }

  /** What the starts say. */
  public static StartUp of(String server, int wars, List<Long> bareMillis, List<Long> jarMillis) {
    double cost = median(jarMillis) - median(bareMillis);
    return new StartUp(server, wars, bareMillis, jarMillis, cost, cost / wars);
  }

  /** The median of the starts without the jar. */
  public double medianBare() {
    return median(bareMillis);
  }

  /** The median of the starts with the jar. */
  public double medianJar() {
    return median(jarMillis);
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

  private static double median(List<Long> millis) {
    return Spread.of(millis.stream().map(Long::doubleValue).toList()).median();
  }
}
