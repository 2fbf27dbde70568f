package io.lameduck.drain;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.log.Log;
import io.lameduck.log.RecordingLogger;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DrainReportTest {

  private final RecordingLogger logger = new RecordingLogger();
  private final Log log = new Log(logger);

  @ParameterizedTest
  @EnumSource
  void isOneLineForEachOutcome(DrainReport.Outcome outcome) {
    DrainReport report = new DrainReportBuilder().outcome(outcome).build();
    report.writeTo(log);
    assertThat(logger.lines()).singleElement().asString().endsWith(" " + report.line(log));
  }

  @Test
  void namesWhatWasAbandoned() {
    DrainReport report =
        new DrainReportBuilder()
            .outcome(DrainReport.Outcome.CUT_SHORT)
            .lameDuck(Duration.ofSeconds(5))
            .unfinished("GET /a", "work b")
            .build();
    assertThat(report.line(log))
        .isEqualTo(
            "LD0007: Cut short by a second signal: lame duck 5.0s, draining 0ms, grace period"
                + " used 5.0s of 30s; served late: 0, rejected: 0, completed: 0, streams ended: 0, GOAWAY: 0, abandoned: 2 (GET /a, work b)");
  }

  @Test
  void forgesNothing() {
    DrainReport report = new DrainReportBuilder().unfinished("GET /a\nLD0005: Drained").build();
    assertThat(report.line(log)).doesNotContain("\n").contains("/a?LD0005");
    report.writeTo(log);
    assertThat(logger.lines()).singleElement().asString().doesNotContain("\n");
  }
}
