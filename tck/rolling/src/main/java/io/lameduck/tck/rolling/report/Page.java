package io.lameduck.tck.rolling.report;

import static java.util.stream.Collectors.joining;

import io.lameduck.tck.rolling.data.BenchmarkRun;
import io.lameduck.tck.rolling.data.Machine;
import io.lameduck.tck.rolling.data.Result;
import io.lameduck.tck.rolling.data.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The report as one HTML file that needs nothing else: no script, no font, no link outwards. */
public final class Page {

  private static final String TEMPLATE = Resource.text("page.html");
  private static final String STYLE = Resource.text("colours.css") + Resource.text("page.css");

  private Page() {}

  /** The page of a run, the same for the same run. */
  public static String html(BenchmarkRun run) {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("style", STYLE);
    parts.put("date", Words.escape(run.started().replace("T", " ").replace("Z", " UTC")));
    parts.put("lead", Words.escape(lead(run)));
    parts.put("note", run.note().isEmpty() ? "" : "<p class=\"note\">" + Words.escape(run.note()));
    parts.put("sections", sections(run));
    parts.put("machine", machine(run));
    parts.put("command", Words.escape(run.command()));
    String html = TEMPLATE;
    for (Map.Entry<String, String> part : parts.entrySet()) {
      html = html.replace("{{" + part.getKey() + "}}", part.getValue());
    }
    return html;
  }

  /** Rows by what they have in common, in the order of the run. */
  static Map<Row.Conditions, List<Row>> comparable(BenchmarkRun run) {
    Map<Row.Conditions, List<Row>> groups = new LinkedHashMap<>();
    for (Row row : run.rows()) {
      groups.computeIfAbsent(row.conditions(), conditions -> new ArrayList<>()).add(row);
    }
    return groups;
  }

  private static String lead(BenchmarkRun run) {
    String with = failedOfSent(run, "lameduck");
    String without = failedOfSent(run, "nothing");
    return (with.isEmpty()
            ? "This run has no row with the jar."
            : "With the jar " + with + " failed.")
        + (without.isEmpty() ? "" : " With nothing done about it, " + without + " did.");
  }

  /** Over all rows of a variant; empty where none was measured. */
  private static String failedOfSent(BenchmarkRun run, String variant) {
    List<Result> results =
        Shown.of(run.rows()).stream()
            .filter(one -> one.row().variant().equals(variant))
            .map(Shown::result)
            .toList();
    return results.isEmpty()
        ? ""
        : "%s of %s requests"
            .formatted(
                Words.number(results.stream().mapToLong(Result::failed).sum()),
                Words.number(results.stream().mapToLong(Result::sent).sum()));
  }

  private static String sections(BenchmarkRun run) {
    StringBuilder html = new StringBuilder();
    comparable(run).forEach((conditions, rows) -> html.append(section(conditions, rows)));
    return html.isEmpty() ? "<p>Nothing was measured.</p>" : html.toString();
  }

  private static String section(Row.Conditions conditions, List<Row> rows) {
    List<Shown> shown = Shown.of(rows);
    Plot plot = Plot.of(0, 0, 1_000, 100, shown);
    String panels = shown.stream().map(one -> new Panel(one, plot).html()).collect(joining());
    return "<section><h2>%s</h2>\n<p class=\"conditions\">%s</p>\n%s<div class=\"panels\">%s</div></section>\n"
        .formatted(
            Words.escape(conditions.server()),
            Words.escape(capital(Words.conditions(conditions))),
            ResultTable.html(rows),
            panels);
  }

  private static String machine(BenchmarkRun run) {
    Machine machine = run.machine();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Processor", machine.cores() + " cores of " + machine.processor());
    facts.put("Memory", Words.number(machine.memoryMiB()) + " MiB");
    facts.put("System", machine.os() + ", " + machine.kernel());
    facts.put("JDK of the servers", machine.jdk());
    facts.put("Balancer", machine.balancer());
    facts.put("Load average before the run", String.valueOf(machine.loadBefore()));
    facts.put("The run took", Words.number(run.seconds()) + " s");
    StringBuilder html = new StringBuilder();
    facts.forEach(
        (name, fact) ->
            html.append("<div><dt>%s</dt><dd>%s</dd></div>\n".formatted(name, Words.escape(fact))));
    return html.toString();
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
