package io.lameduck.tck.rolling.report;

import io.lameduck.tck.rolling.data.BenchmarkRun;
import io.lameduck.tck.rolling.data.Result;
import io.lameduck.tck.rolling.data.Row;
import java.util.ArrayList;
import java.util.List;

/** The figures of rows that can be compared, for the page and for the docs. */
public final class ResultTable {

  private static final List<String> COLUMNS =
      List.of(
          "Variant",
          "Failed of all sent",
          "How they failed",
          "Stop to exit",
          "Answers before the stop",
          "Answers during the stop");

  private ResultTable() {}

  static String html(List<Row> rows) {
    StringBuilder html = new StringBuilder("<table class=\"results\"><thead><tr>");
    COLUMNS.forEach(name -> html.append("<th scope=\"col\">").append(name).append("</th>"));
    html.append("</tr></thead>\n<tbody>\n");
    for (Row row : rows) {
      List<String> cells = cells(row);
      html.append(
          "<tr><th scope=\"row\">%s<span class=\"detail\">%s</span></th>"
              .formatted(Words.escape(Words.variant(row)), Words.escape(row.detail())));
      for (int i = 1; i < cells.size(); i++) {
        html.append(
            "<td data-label=\"%s\">%s</td>".formatted(COLUMNS.get(i), Words.escape(cells.get(i))));
      }
      html.append("</tr>\n");
    }
    return html.append("</tbody></table>\n<p class=\"legend\">Answers: p50 / p99 / longest of the")
        .append(" quick requests that were answered well.</p>\n")
        .toString();
  }

  /** All rows of a run as tables of AsciiDoc, one for those that can be compared. */
  public static String asciidoc(BenchmarkRun run) {
    StringBuilder text = new StringBuilder();
    Page.comparable(run)
        .forEach(
            (conditions, rows) -> {
              text.append(
                  "\n.%s: %s\n".formatted(conditions.server(), Words.conditions(conditions)));
              text.append("[cols=\"3,2,3,2,3,3\",options=\"header\"]\n|===\n");
              text.append("| ").append(String.join(" | ", COLUMNS)).append('\n');
              for (Row row : rows) {
                text.append("\n| ").append(String.join("\n| ", cells(row))).append('\n');
              }
              text.append("|===\n");
            });
    return text.toString();
  }

  private static List<String> cells(Row row) {
    Result result = row.result();
    String name = Words.variant(row) + (row.detail().isEmpty() ? "" : ": " + row.detail());
    List<String> cells = new ArrayList<>(List.of(name));
    if (result == null) {
      cells.addAll(List.of(row.missing(), "–", "–", "–", "–"));
    } else {
      cells.add(Words.failedOfSent(result) + " (" + Words.percent(result) + ")");
      cells.add(result.failed() == 0 ? "–" : Words.kinds(result));
      cells.add(Words.exits(result));
      cells.add(Words.percentiles(result.before()));
      cells.add(Words.percentiles(result.during()));
    }
    return cells;
  }
}
