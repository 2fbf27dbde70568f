package io.lameduck.tck.rolling.report;

import io.lameduck.tck.rolling.data.BenchmarkRun;
import io.lameduck.tck.rolling.data.Result;
import io.lameduck.tck.rolling.data.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  /**
   * A run as tables of AsciiDoc: all figures of the rows that can be compared; but where a server
   * was measured under several conditions, only how many requests failed, in one table.
   */
  public static String asciidoc(BenchmarkRun run) {
    StringBuilder text = new StringBuilder();
    Map<String, Map<Row.Conditions, List<Row>>> servers = new LinkedHashMap<>();
    Page.comparable(run)
        .forEach(
            (conditions, rows) ->
                servers
                    .computeIfAbsent(conditions.server(), server -> new LinkedHashMap<>())
                    .put(conditions, rows));
    servers.forEach(
        (server, groups) -> {
          if (groups.size() > 1) {
            text.append(overview(server, groups));
          } else {
            groups.forEach((conditions, rows) -> text.append(everything(conditions, rows)));
          }
        });
    return text.toString();
  }

  private static String everything(Row.Conditions conditions, List<Row> rows) {
    StringBuilder text = new StringBuilder();
    text.append("\n.%s: %s\n".formatted(conditions.server(), Words.conditions(conditions)));
    text.append("[cols=\"3,2,3,2,3,3\",options=\"header\"]\n|===\n");
    text.append("| ").append(String.join(" | ", COLUMNS)).append('\n');
    for (Row row : rows) {
      text.append("\n| ").append(String.join("\n| ", cells(row))).append('\n');
    }
    return text.append("|===\n").toString();
  }

  /** A line for each condition, a column for each variant. */
  private static String overview(String server, Map<Row.Conditions, List<Row>> groups) {
    Map<String, String> names = new LinkedHashMap<>();
    groups.values().stream()
        .flatMap(List::stream)
        .forEach(row -> names.putIfAbsent(row.variant(), Words.variant(row)));
    StringBuilder text = new StringBuilder();
    text.append("\n.%s: failed of all sent\n".formatted(server));
    text.append("[cols=\"4%s\",options=\"header\"]\n|===\n".formatted(",2".repeat(names.size())));
    text.append("| Conditions | ").append(String.join(" | ", names.values())).append('\n');
    groups.forEach(
        (conditions, rows) -> {
          text.append("\n| ").append(Words.conditions(conditions)).append('\n');
          for (String variant : names.keySet()) {
            text.append("| ").append(failed(rows, variant)).append('\n');
          }
        });
    return text.append("|===\n").toString();
  }

  private static String failed(List<Row> rows, String variant) {
    for (Row row : rows) {
      if (row.variant().equals(variant)) {
        Result result = row.result();
        return result == null ? row.missing() : Words.failedOfSent(result);
      }
    }
    return "–";
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
