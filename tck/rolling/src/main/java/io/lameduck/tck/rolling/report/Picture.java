package io.lameduck.tck.rolling.report;

import static java.util.Locale.ROOT;

import io.lameduck.tck.harness.ServerUnderTest;
import io.lameduck.tck.rolling.data.BenchmarkRun;
import io.lameduck.tck.rolling.data.Row;
import io.lameduck.tck.rolling.data.Timeline;
import java.util.List;

/** A run in one SVG: a stop without the jar and one with it, on the same scales. */
public final class Picture {

  private static final int WIDTH = 880;
  private static final int LEFT = 28;
  private static final int INNER = WIDTH - 2 * LEFT;
  private static final int PLOT = 130;
  private static final int HEAD = 92;
  private static final int PANEL = 296;
  private static final int FOOT = 46;

  /** The room that a letter takes on the mean, generously. */
  private static final double LETTER = 8.2;

  private static final String STYLE =
      "<style>\n"
          + Resource.text("colours.css")
          + Resource.text("picture.css")
          + """
          </style>
          <defs><pattern id="lines" width="7" height="7" patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"><path class="stripe" d="M0 0V7"/></pattern></defs>
          """;

  private Picture() {}

  /** The picture of a run, the same for the same run. */
  public static String svg(BenchmarkRun run) {
    List<Shown> shown = shown(run);
    int height = HEAD + PANEL * shown.size() + FOOT;
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-labelledby="title what">
        <title id="title">%s</title>
        <desc id="what">%s</desc>
        """
            .formatted(WIDTH, height, title(shown), description(shown)));
    svg.append(STYLE);
    svg.append(
        "<rect class=\"card\" x=\"1\" y=\"1\" width=\"%d\" height=\"%d\" rx=\"14\"/>\n"
            .formatted(WIDTH - 2, height - 2));
    svg.append(text(LEFT, 40, "h1", title(shown)));
    svg.append(text(LEFT, 68, "h2", subtitle(shown)));
    Plot plot = Plot.of(LEFT, 0, INNER, PLOT, shown);
    int top = HEAD;
    for (Shown one : shown) {
      panel(svg, one, heading(one, shown), plot, top);
      top += PANEL;
    }
    if (!shown.isEmpty()) {
      axis(svg, plot, top);
    }
    return svg.append("</svg>\n").toString();
  }

  /** Nothing and the jar under the same conditions; otherwise what there is, four at the most. */
  private static List<Shown> shown(BenchmarkRun run) {
    for (List<Row> rows : Page.comparable(run).values()) {
      List<Shown> pair =
          Shown.of(rows).stream()
              .filter(one -> List.of("nothing", "lameduck").contains(one.row().variant()))
              .toList();
      if (pair.size() == 2) {
        return pair;
      }
    }
    return Shown.of(run.rows()).stream().limit(4).toList();
  }

  private static String title(List<Shown> shown) {
    if (shown.isEmpty()) {
      return "Nothing was measured";
    }
    return ofSeveralServers(shown)
        ? "Rolling restarts under load"
        : Words.escape(shown.get(0).row().server()) + ": a rolling restart under load";
  }

  private static boolean ofSeveralServers(List<Shown> shown) {
    return shown.stream().map(one -> one.row().server()).distinct().count() > 1;
  }

  private static String subtitle(List<Shown> shown) {
    return shown.isEmpty()
        ? ""
        : "Two instances behind HAProxy, which learns of each stop %d s late. Nothing is retried."
            .formatted(shown.get(0).row().lagSeconds());
  }

  private static String description(List<Shown> shown) {
    StringBuilder text = new StringBuilder(subtitle(shown));
    for (Shown one : shown) {
      text.append(
          " %s: %s requests failed."
              .formatted(heading(one, shown), Words.failedOfSent(one.result())));
    }
    return Words.escape(text.toString());
  }

  private static void panel(StringBuilder svg, Shown one, String heading, Plot scales, int top) {
    Timeline line = one.result().timeline().until(scales.to());
    Plot plot = scales.at(top + 88);
    int bottom = top + 88 + PLOT;
    svg.append(text(LEFT, top + 26, "h3", Words.escape(heading)));
    svg.append(
        "<text class=\"h3 end %s\" x=\"%d\" y=\"%d\">%s requests failed</text>\n"
            .formatted(one.judgement(), WIDTH - LEFT, top + 26, Words.failedOfSent(one.result())));
    svg.append("<path class=\"ok\" d=\"%s\"/>\n".formatted(plot.ok(line)));
    svg.append("<path class=\"failed\" d=\"%s\"/>\n".formatted(plot.failed(line)));
    svg.append("<path class=\"hatch\" d=\"%s\"/>\n".formatted(plot.failed(line)));
    double aim = plot.y(plot.mark());
    svg.append(
        "<path class=\"aim\" d=\"M%d %sH%d\"/>\n".formatted(LEFT, Plot.text(aim), WIDTH - LEFT));
    String rate = Words.number(Math.round(plot.mark())) + "/s";
    svg.append(text(LEFT, (int) aim - 6, "small", rate));
    int markTop = top + 46;
    for (Mark mark : one.marks()) {
      mark(svg, mark, plot, markTop, bottom);
      markTop += 19;
    }
    ribbon(svg, line, plot, bottom + 6);
  }

  private static String heading(Shown one, List<Shown> shown) {
    Row row = one.row();
    String variant =
        switch (row.variant()) {
          case "nothing" -> "Without the jar";
          case "lameduck" -> "With the jar";
          default -> Words.variant(row);
        };
    // There is no room for more.
    return ofSeveralServers(shown)
        ? ServerUnderTest.withoutLevels(row.server()) + ": " + variant.toLowerCase(ROOT)
        : variant;
  }

  private static void mark(StringBuilder svg, Mark mark, Plot plot, int top, int bottom) {
    double x = plot.x(mark.second());
    boolean right = x + LETTER * mark.text().length() > WIDTH - LEFT;
    svg.append(
        "<path class=\"rule\" d=\"M%s %dV%d\"/>\n".formatted(Plot.text(x), top - 10, bottom));
    svg.append(
        "<text class=\"mark%s\" x=\"%s\" y=\"%d\">%s</text>\n"
            .formatted(
                right ? " end" : "",
                Plot.text(x + (right ? -6 : 6)),
                top,
                Words.escape(mark.text())));
  }

  private static void ribbon(StringBuilder svg, Timeline line, Plot plot, int top) {
    for (Span span : Span.of(line)) {
      double left = plot.x(span.from());
      double width = plot.x(span.to()) - left;
      svg.append(
          "<rect class=\"%s\" x=\"%s\" y=\"%d\" width=\"%s\" height=\"26\"/>\n"
              .formatted(span.colour(), Plot.text(left), top, Plot.text(width)));
      // What does not fit is left to the page, which has a table.
      if (span.state().length() * LETTER < width) {
        svg.append(text(left + width / 2, top + 18, "state", Words.escape(span.state())));
      }
    }
  }

  private static void axis(StringBuilder svg, Plot plot, int top) {
    int every = plot.to() - plot.from() > 14 ? 5 : 1;
    for (int second = (int) Math.ceil(plot.from()); second < plot.to(); second++) {
      if (second % every == 0 && second > plot.from()) {
        svg.append(text(plot.x(second), top - 14, "tick", second + " s"));
      }
    }
    int y = top + 18;
    svg.append(key(LEFT, y, "ok", ""));
    svg.append(text(LEFT + 24, y, "mark", "answered well"));
    svg.append(key(LEFT + 150, y, "failed", "hatch"));
    svg.append(text(LEFT + 174, y, "mark", "failed"));
    svg.append(
        "<text class=\"mark end\" x=\"%d\" y=\"%d\">requests a second, mean of all stops; the bar is what the instance says</text>\n"
            .formatted(WIDTH - LEFT, y));
  }

  private static String key(int x, int y, String fill, String over) {
    String box = "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"16\" height=\"14\"/>\n";
    return box.formatted(fill, x, y - 12) + (over.isEmpty() ? "" : box.formatted(over, x, y - 12));
  }

  private static String text(double x, int y, String style, String escaped) {
    return "<text class=\"%s\" x=\"%s\" y=\"%d\">%s</text>\n"
        .formatted(style, Plot.text(x), y, escaped);
  }
}
