package io.lameduck.tck.rolling;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.load.ClientKind;
import io.lameduck.tck.load.LoadResult;
import io.lameduck.tck.load.Outcome;
import io.lameduck.tck.load.RequestRecord;
import io.lameduck.tck.load.RollingRestartResult;
import io.lameduck.tck.load.Stop;
import io.lameduck.tck.rolling.ReadinessPoll.Sighting;
import io.lameduck.tck.rolling.data.Percentiles;
import io.lameduck.tck.rolling.data.Result;
import io.lameduck.tck.rolling.data.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ResultsTest {

  private static final long ORIGIN = 77_000_000_000L;
  private static final Outcome OK = new Outcome(200, null);
  private static final Outcome REFUSED = new Outcome(0, ExchangeFailed.Kind.REFUSED);

  private final List<RequestRecord> requests = new ArrayList<>();
  private final List<Sighting> sightings = new ArrayList<>();

  /** Two stops, at 10 s and at 30 s, of one second each. */
  private Result result() {
    List<Stop> stops =
        List.of(
            new Stop(0, Duration.ofSeconds(10), Duration.ofMillis(1_000), 143),
            new Stop(1, Duration.ofSeconds(30), Duration.ofMillis(900), 143));
    RollingRestartResult restart =
        new RollingRestartResult(ORIGIN, new LoadResult(requests), stops);
    return Results.of(restart, sightings, Duration.ofSeconds(3));
  }

  @Test
  void stopsAreLaidUponEachOther() {
    request(10_100, 10, ClientKind.KEEP_ALIVE, OK);
    request(30_200, 10, ClientKind.KEEP_ALIVE, OK);
    Timeline line = result().timeline();
    assertThat(line.second(8)).isZero();
    assertThat(line.sent().get(8)).isEqualTo(2);
    assertThat(line.ok().get(8)).isEqualTo(2);
    assertThat(line.stops()).isEqualTo(2);
    assertThat(line.rate(2)).isEqualTo(4);
  }

  @Test
  void aRequestCountsAsSentWhenItBeganAndAsFailedWhenItFailed() {
    request(9_100, 1_500, ClientKind.SLOW, REFUSED);
    Timeline line = result().timeline();
    assertThat(line.sent().get(4)).isEqualTo(1);
    assertThat(line.failed().get(4)).isZero();
    assertThat(line.failed().get(10)).isEqualTo(1);
  }

  @Test
  void theInstanceThatStopsIsTheOneThatIsLookedAt() {
    sightings.add(sighting(0, 10_100, "down", "LAME_DUCK", 4));
    sightings.add(sighting(0, 10_200, "down", "LAME_DUCK", 5));
    sightings.add(sighting(1, 10_100, "up", "SERVING", 9));
    sightings.add(sighting(1, 30_100, "down", "LAME_DUCK", 6));
    sightings.add(sighting(0, 10_300, "none", "", -1));
    Timeline line = result().timeline();
    assertThat(line.readiness().subList(8, 10)).containsExactly("down", "none");
    assertThat(line.phase().subList(8, 10)).containsExactly("LAME_DUCK", "");
    assertThat(line.active().subList(8, 10)).containsExactly(5.0, -1.0);
  }

  @Test
  void onlyQuickGoodAnswersOfTheirTimeAreInThePercentiles() {
    request(1_000, 3, ClientKind.KEEP_ALIVE, OK);
    request(10_000, 5, ClientKind.KEEP_ALIVE, OK);
    request(10_999, 7, ClientKind.NEW_CONNECTION, OK);
    request(11_000, 11, ClientKind.KEEP_ALIVE, OK);
    request(10_500, 13, ClientKind.KEEP_ALIVE, REFUSED);
    request(10_500, 2_000, ClientKind.SLOW, OK);
    Result result = result();
    assertThat(result.before()).isEqualTo(new Percentiles(1, 3, 3, 3));
    assertThat(result.during()).isEqualTo(new Percentiles(2, 5, 7, 7));
    assertThat(result.failedByKind()).containsOnlyKeys("refused");
    assertThat(result.failedByClient()).containsOnlyKeys("keep-alive");
    assertThat(result.sent()).isEqualTo(6);
    assertThat(result.failed()).isEqualTo(1);
  }

  @Test
  void percentilesAreTimesThatWereMeasured() {
    List<Duration> times = LongStream.rangeClosed(1, 200).mapToObj(Duration::ofMillis).toList();
    assertThat(Percentiles.of(times)).isEqualTo(new Percentiles(200, 100, 198, 200));
    assertThat(Percentiles.of(List.of())).isEqualTo(new Percentiles(0, 0, 0, 0));
  }

  private void request(long start, long millis, ClientKind client, Outcome outcome) {
    requests.add(
        new RequestRecord(client, Duration.ofMillis(start), Duration.ofMillis(millis), outcome));
  }

  private static Sighting sighting(
      int instance, long millis, String readiness, String phase, int active) {
    return new Sighting(instance, ORIGIN + millis * 1_000_000, readiness, phase, active);
  }
}
