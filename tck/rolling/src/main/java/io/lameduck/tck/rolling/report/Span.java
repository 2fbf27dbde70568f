package io.lameduck.tck.rolling.report;

import io.lameduck.tck.rolling.data.Timeline;
import java.util.ArrayList;
import java.util.List;

/**
 * A time in which the instance said the same of itself.
 *
 * @param from in seconds since the beginning of the stop
 * @param to the same
 */
record Span(String state, double from, double to) {

  static List<Span> of(Timeline timeline) {
    List<Span> spans = new ArrayList<>();
    for (int step = 0; step < timeline.steps(); step++) {
      String state = Words.state(timeline.readiness().get(step), timeline.phase().get(step));
      int last = spans.size() - 1;
      if (last >= 0 && spans.get(last).state().equals(state)) {
        spans.set(last, new Span(state, spans.get(last).from(), timeline.second(step + 1)));
      } else {
        spans.add(new Span(state, timeline.second(step), timeline.second(step + 1)));
      }
    }
    return spans;
  }

  /** The name of its colour. */
  String colour() {
    if (state.startsWith("no answer")) {
      return "gone";
    }
    if (state.startsWith("lame duck")) {
      return "lame";
    }
    if (state.contains("drain") || state.contains("timed out")) {
      return "drain";
    }
    return state.endsWith("not ready") ? "down" : "up";
  }
}
