package io.lameduck.tck.rolling.report;

import io.lameduck.tck.rolling.data.Timeline;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;

/**
 * A box of an SVG in which timelines are drawn, all on the same scales.
 *
 * @param from the second at its left edge, since the beginning of the stop
 * @param to the second at its right edge
 * @param most the rate at its upper edge, requests a second
 * @param mark a rate to compare with: what was aimed at, or the most that was reached where that is
 *     far below
 */
record Plot(
    double left,
    double top,
    double width,
    double height,
    double from,
    double to,
    double most,
    double mark) {

  private static final double AFTER_ALL = 1;
  private static final double HEADROOM = 1.3;
  private static final double FAR_BELOW = 0.7;

  /** With room for all of them, and not much more than the last of their marks needs. */
  static Plot of(double left, double top, double width, double height, List<Shown> shown) {
    double from = 0;
    double to = 1;
    double most = 1;
    double aim = 0;
    for (Shown one : shown) {
      Timeline line = one.result().timeline();
      from = Math.min(from, line.second(0));
      for (Mark mark : one.marks()) {
        to = Math.max(to, Math.ceil(4 * (mark.second() + AFTER_ALL)) / 4);
      }
      aim = Math.max(aim, one.row().rate());
      for (int step = 0; step < line.steps(); step++) {
        most = Math.max(most, line.rate(line.ok().get(step) + line.failed().get(step)));
      }
    }
    double mark = most < aim * FAR_BELOW ? most : aim;
    return new Plot(left, top, width, height, from, to, Math.max(most, mark) * HEADROOM, mark);
  }

  Plot at(double otherTop) {
    return new Plot(left, otherTop, width, height, from, to, most, mark);
  }

  double x(double second) {
    return left + width * (second - from) / (to - from);
  }

  double y(double rate) {
    return top + height * (1 - rate / most);
  }

  /** What ended well, from the bottom up. */
  String ok(Timeline line) {
    return area(line, step -> 0, step -> line.rate(line.ok().get(step)));
  }

  /** What failed, on top of what ended well. */
  String failed(Timeline line) {
    return area(
        line,
        step -> line.rate(line.ok().get(step)),
        step -> line.rate(line.ok().get(step) + line.failed().get(step)));
  }

  /** What was begun, as a line. */
  String sent(Timeline line) {
    StringBuilder path = new StringBuilder();
    edge(path, line, step -> line.rate(line.sent().get(step)));
    return path.toString();
  }

  private String area(Timeline line, IntToDoubleFunction low, IntToDoubleFunction high) {
    if (line.steps() == 0) {
      return "";
    }
    StringBuilder path = new StringBuilder();
    edge(path, line, high);
    for (int step = line.steps() - 1; step >= 0; step--) {
      path.append('V').append(text(y(low.applyAsDouble(step))));
      path.append('H').append(text(x(line.second(step))));
    }
    return path.append('Z').toString();
  }

  private void edge(StringBuilder path, Timeline line, IntToDoubleFunction rate) {
    for (int step = 0; step < line.steps(); step++) {
      String y = text(y(rate.applyAsDouble(step)));
      path.append(step == 0 ? "M" + text(x(line.second(0))) + " " + y : "V" + y);
      path.append('H').append(text(x(line.second(step + 1))));
    }
  }

  /** One digit is finer than any screen shows. */
  static String text(double number) {
    String text = String.format(Locale.ROOT, "%.1f", number);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
