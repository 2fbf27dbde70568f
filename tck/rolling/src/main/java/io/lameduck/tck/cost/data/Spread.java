package io.lameduck.tck.cost.data;

import java.util.Collection;
import java.util.List;

/** Where the figures lie: the least, a quarter, the median, three quarters, the greatest. */
public record Spread(
    double least, double quarter, double median, double threeQuarters, double greatest) {

  /**
   * A figure that is not among the given ones is on the straight line between its neighbours.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Spread of(Collection<Double> figures) {
    if (figures.isEmpty()) {
      throw new IllegalArgumentException("no figures");
    }
    List<Double> sorted = figures.stream().sorted().toList();
    return new Spread(
        at(sorted, 0), at(sorted, 0.25), at(sorted, 0.5), at(sorted, 0.75), at(sorted, 1));
  }

  private static double at(List<Double> sorted, double share) {
    double place = share * (sorted.size() - 1);
    int below = (int) Math.floor(place);
    int above = (int) Math.ceil(place);
    return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
  }
}
