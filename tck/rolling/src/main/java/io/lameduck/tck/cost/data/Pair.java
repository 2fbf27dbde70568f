package io.lameduck.tck.cost.data;

/**
 * Two rounds, one right after the other: whatever else goes on in the machine is much the same in
 * both.
 *
 * @param instances which start of the two instances it was, from 1
 * @param first of the instance that is compared with
 * @param second of the instance that is compared
 */
public record Pair(int instances, Round first, Round second) {

  /** Less than 1 where the second was slower. */
  public double ratio() {
    return second.perSecond() / first.perSecond();
  }

  /** More than 1 where the second took more processor time by request. */
  public double processorRatio() {
    return second.processorMicros() / first.processorMicros();
  }
}
