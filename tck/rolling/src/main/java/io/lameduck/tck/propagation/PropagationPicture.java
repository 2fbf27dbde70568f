package io.lameduck.tck.propagation;

import java.util.List;
import java.util.Locale;

/** The part of the pods of whose end every node has heard, over the time; one line a size. */
public final class PropagationPicture {

  private static final int LEFT = 50;
  private static final int TOP = 30;
  private static final int WIDTH = 560;
  private static final int HEIGHT = 220;
  private static final double SECONDS = 30;
  private static final List<String> COLOURS = List.of("#2a78d6", "#1baf7a", "#d64550");
  private static final List<String> DASHES = List.of("", "7 4", "2 3");

  private PropagationPicture() {}

  /** The picture, the same at each call. */
  public static String svg() {
    StringBuilder svg = new StringBuilder();
    add(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 360\""
            + " font-family=\"sans-serif\" font-size=\"12\">");
    add(svg, "<rect width=\"640\" height=\"360\" fill=\"#fff\"/>");
    add(
        svg,
        text(LEFT, 18, "Pods of whose end every node has heard, by the time since the deletion"));
    for (int percent = 0; percent <= 100; percent += 25) {
      double y = y(percent / 100.0);
      add(svg, line(LEFT, y, LEFT + WIDTH, y, "#ddd"));
      add(svg, text(8, y + 4, percent + " %"));
    }
    for (int second = 0; second <= SECONDS; second += 5) {
      add(svg, text(x(second) - 8, TOP + HEIGHT + 18, second + " s"));
    }
    add(svg, line(x(EndpointPropagation.ANNOUNCE_MAX), TOP, x(15), TOP + HEIGHT, "#888"));
    add(svg, text(x(15) + 4, TOP + HEIGHT - 6, "announce.max"));
    for (int i = 0; i < EndpointPropagation.DELAYS.size(); i++) {
      Delay delay = EndpointPropagation.DELAYS.get(i);
      for (int j = 0; j < EndpointPropagation.NODES.size(); j++) {
        add(svg, curve(delay, EndpointPropagation.NODES.get(j), COLOURS.get(i), DASHES.get(j)));
      }
      add(svg, mark(LEFT, TOP + HEIGHT + 42 + 20 * i, COLOURS.get(i), ""));
      add(svg, text(LEFT + 40, TOP + HEIGHT + 46 + 20 * i, delay.title()));
    }
    for (int j = 0; j < EndpointPropagation.NODES.size(); j++) {
      add(svg, mark(400, TOP + HEIGHT + 42 + 20 * j, "#444", DASHES.get(j)));
      add(svg, text(440, TOP + HEIGHT + 46 + 20 * j, EndpointPropagation.NODES.get(j) + " nodes"));
    }
    add(svg, "</svg>");
    return svg.toString();
  }

  private static void add(StringBuilder svg, String element) {
    svg.append(element).append('\n');
  }

  private static double x(double seconds) {
    return LEFT + WIDTH * seconds / SECONDS;
  }

  private static double y(double part) {
    return TOP + HEIGHT * (1 - part);
  }

  private static String curve(Delay delay, int nodes, String colour, String dash) {
    StringBuilder points = new StringBuilder();
    for (double second = 0; second <= SECONDS; second += 0.25) {
      points.append(format("%.1f,%.1f ", x(second), y(delay.allHeardBy(second, nodes))));
    }
    return format(
        "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\""
            + " points=\"%s\"/>",
        colour, dash, points.toString().strip());
  }

  private static String mark(double x, double y, String colour, String dash) {
    return format(
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"2\""
            + " stroke-dasharray=\"%s\"/>",
        x, y, x + 32, y, colour, dash);
  }

  private static String line(double x1, double y1, double x2, double y2, String colour) {
    return format(
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>",
        x1, y1, x2, y2, colour);
  }

  private static String text(double x, double y, String words) {
    return format("<text x=\"%.1f\" y=\"%.1f\">%s</text>", x, y, words);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
