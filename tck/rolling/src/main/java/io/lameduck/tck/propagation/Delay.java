package io.lameduck.tck.propagation;

import java.util.function.DoubleUnaryOperator;

/**
 * How late one node is, in seconds from the deletion of a pod to the rules of its kube-proxy; all
 * nodes alike and independent of each other.
 */
public interface Delay {

  /** What it is made of. */
  String title();

  /** The part of the nodes that have heard by then. */
  double heardBy(double seconds);

  /** The part of the deletions of which every node has heard by then. */
  default double allHeardBy(double seconds, int nodes) {
    return Math.pow(heardBy(seconds), nodes);
  }

  /** When the last node has heard, in this part of the deletions. */
  default double last(int nodes, double part) {
    double low = 0;
    double high = 600;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (allHeardBy(middle, nodes) < part) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /**
   * By its parts: the API server and its watch, a wait for the next sync that is as likely to be
   * short as long, and the sync.
   */
  static Delay ofParts(String title, double watch, double minSyncPeriod, double sync) {
    return of(title, seconds -> Math.min(1, Math.max(0, (seconds - watch - sync) / minSyncPeriod)));
  }

  /** Log-normal, through the median and the 99th percentile that were measured. */
  static Delay ofPercentiles(String title, double median, double p99) {
    double sigma = Math.log(p99 / median) / 2.326348;
    return of(title, seconds -> seconds <= 0 ? 0 : normal(Math.log(seconds / median) / sigma));
  }

  private static Delay of(String title, DoubleUnaryOperator heardBy) {
    return new Delay() {
      @Override
      public String title() {
        return title;
      }

      @Override
      public double heardBy(double seconds) {
        return heardBy.applyAsDouble(seconds);
      }
    };
  }

  /** The normal distribution (Abramowitz and Stegun, 26.2.17; the error is below 7.5e-8). */
  static double normal(double x) {
    double t = 1 / (1 + 0.2316419 * Math.abs(x));
    double tail =
        Math.exp(-x * x / 2)
            / Math.sqrt(2 * Math.PI)
            * t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    return x < 0 ? tail : 1 - tail;
  }
}
