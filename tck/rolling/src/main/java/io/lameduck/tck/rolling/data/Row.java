package io.lameduck.tck.rolling.data;

import org.jspecify.annotations.Nullable;

/**
 * One combination, and what came of it.
 *
 * @param server name and version
 * @param variant one of {@code nothing}, {@code server}, {@code prestop-sleep}, {@code lameduck}
 * @param detail what exactly the variant was: an option, a time
 * @param lagSeconds from the beginning of a stop until the balancer was told
 * @param mode of HAProxy, {@code tcp} or {@code http}
 * @param rate requests a second that were aimed at
 * @param slowPercent of them that take two seconds
 * @param result null where nothing was measured
 * @param missing why nothing was measured; empty otherwise
 */
public record Row(
    String server,
    String variant,
    String detail,
    int lagSeconds,
    String mode,
    double rate,
    double slowPercent,
    @Nullable Result result,
    String missing) {

  /** Everything but the variant: rows with the same conditions can be compared. */
  public Conditions conditions() {
    return new Conditions(server, lagSeconds, mode, rate, slowPercent);
  }

  /** What rows have in common that can be compared. */
  public record Conditions(
      String server, int lagSeconds, String mode, double rate, double slowPercent) {}
}
