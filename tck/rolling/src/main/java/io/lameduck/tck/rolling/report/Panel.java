package io.lameduck.tck.rolling.report;

import io.lameduck.tck.rolling.data.Row;
import io.lameduck.tck.rolling.data.Timeline;
import java.util.List;
import java.util.Locale;

/**
 * The picture of one row in the page, with its figures as a table beside it. The shapes are SVG and
 * stretch with the page; all words are HTML, so that they stay readable on a narrow screen.
 */
final class Panel {

  private static final double LEGIBLE_PERCENT = 13;

  /** The height of the shapes in the style sheet. */
  private static final double PLOT_REM = 9.4;

  private static final double LATE_PERCENT = 60;

  private final Shown shown;
  private final Plot plot;

  /**
   * @param plot the scales that the panels of a section share
   */
  Panel(Shown shown, Plot plot) {
    this.shown = shown;
    this.plot = plot;
  }

  String html() {
    Row row = shown.row();
    Timeline line = shown.result().timeline().until(plot.to());
    return """
        <figure class="panel">
        <figcaption><b>%s</b> <span class="detail">%s</span>
        <strong class="%s">%s failed</strong></figcaption>
        <div class="plot">
        %s
        <svg viewBox="0 0 1000 100" preserveAspectRatio="none" role="img" aria-label="%s">
        <path class="ok" d="%s"/><path class="failed" d="%s"/><path class="hatch" d="%s"/>
        <path class="sent" d="%s"/><path class="aim" d="M0 %sH1000"/></svg>
        <span class="rate" style="bottom:%srem">%s/s</span>
        </div>
        <div class="ribbon">%s</div>
        <div class="axis">%s</div>
        %s
        </figure>
        """
        .formatted(
            Words.escape(Words.variant(row)),
            Words.escape(row.detail()),
            shown.judgement(),
            Words.failedOfSent(shown.result()),
            marks(),
            Words.escape(description()),
            plot.ok(line),
            plot.failed(line),
            plot.failed(line),
            plot.sent(line),
            Plot.text(plot.y(plot.mark())),
            Plot.text(PLOT_REM * plot.mark() / plot.most()),
            Words.number(Math.round(plot.mark())),
            ribbon(line),
            ticks(),
            table(line));
  }

  private String description() {
    return "Requests a second around a stop, %s: %s failed. The same figures are in the table below."
        .formatted(Words.variant(shown.row()), Words.failedOfSent(shown.result()));
  }

  private String marks() {
    StringBuilder html = new StringBuilder();
    double line = 0;
    for (Mark mark : shown.marks()) {
      double percent = percent(mark.second());
      boolean late = percent > LATE_PERCENT;
      html.append(
          "<span class=\"mark %s\" style=\"%s%%;top:%srem\"><i>%s</i></span>"
              .formatted(
                  late ? "before" : "after",
                  late ? "right:" + Plot.text(100 - percent) : "left:" + Plot.text(percent),
                  Plot.text(line),
                  Words.escape(mark.text())));
      line += 1.1;
    }
    return html.toString();
  }

  private String ribbon(Timeline line) {
    StringBuilder html = new StringBuilder();
    for (Span span : Span.of(line)) {
      double width = percent(span.to()) - percent(span.from());
      html.append(
          "<span class=\"%s\" style=\"left:%s%%;width:%s%%\" title=\"%s\">%s</span>"
              .formatted(
                  span.colour(),
                  Plot.text(percent(span.from())),
                  Plot.text(width),
                  Words.escape(span.state()),
                  width < LEGIBLE_PERCENT ? "" : Words.escape(span.state())));
    }
    return html.toString();
  }

  private String ticks() {
    StringBuilder html = new StringBuilder();
    int every = plot.to() - plot.from() > 14 ? 5 : 2;
    for (int second = (int) Math.ceil(plot.from()); second < plot.to(); second++) {
      if (second % every == 0) {
        html.append(
            "<span style=\"left:%s%%\">%d s</span>".formatted(Plot.text(percent(second)), second));
      }
    }
    return html.toString();
  }

  private String table(Timeline line) {
    StringBuilder rows = new StringBuilder();
    for (int step = 0; step < line.steps(); step++) {
      List<String> cells =
          List.of(
              String.format(Locale.ROOT, "%.2f", line.second(step)),
              Words.number(line.sent().get(step)),
              Words.number(line.ok().get(step)),
              Words.number(line.failed().get(step)),
              Words.state(line.readiness().get(step), line.phase().get(step)),
              line.active().get(step) < 0 ? "–" : Words.plain(line.active().get(step)));
      rows.append("<tr><td>").append(String.join("</td><td>", cells)).append("</td></tr>\n");
    }
    return """
        <details><summary>The figures of this picture</summary>
        <div class="scroll" tabindex="0" role="region" aria-label="Timeline, %s">
        <table class="timeline"><caption>%d stops laid upon each other, in steps of %d ms</caption>
        <thead><tr><th scope="col">Second</th><th scope="col">Sent</th><th scope="col">OK</th>
        <th scope="col">Failed</th><th scope="col">The instance says</th>
        <th scope="col">Running in it</th></tr></thead>
        <tbody>
        %s</tbody></table></div></details>"""
        .formatted(Words.escape(Words.variant(shown.row())), line.stops(), line.stepMillis(), rows);
  }

  private double percent(double second) {
    return 100 * (second - plot.from()) / (plot.to() - plot.from());
  }
}
