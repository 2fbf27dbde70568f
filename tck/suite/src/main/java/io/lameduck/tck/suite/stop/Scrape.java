package io.lameduck.tck.suite.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lameduck.tck.harness.RawResponse;
import io.lameduck.tck.suite.fixture.Instance;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What one look of Prometheus at {@code /metrics} finds of Lameduck.
 *
 * @param samples each line with a value, as {@code name{labels} value}
 */
record Scrape(List<String> samples) {

  /**
   * Blocks for the answer. Some servers write everything once for each application. Open Liberty
   * 26.0.0.3 answered 500 once, from its own session ("called on an invalidated session", in
   * BaseMetricsRESTProxyServlet); Prometheus asks again, too.
   */
  static Scrape of(Instance server) {
    RawResponse response =
        await("an answer of /metrics")
            .atMost(Duration.ofSeconds(10))
            .until(
                () -> server.getFrom("", "/metrics", "Accept: text/plain"),
                answer -> answer.status() == 200);
    assertThat(response.text()).as("other metrics").contains("# TYPE");
    return new Scrape(
        response.text().lines().filter(line -> line.startsWith("lameduck_")).distinct().toList());
  }

  /** Of this application. */
  Scrape of(String contextPath) {
    String label = "lameduck_application=\"" + contextPath + "\"";
    return new Scrape(samples.stream().filter(line -> line.contains(label)).toList());
  }

  /** That of the one sample of this name that has all these labels. */
  double value(String name, String... labels) {
    List<String> found =
        samples.stream()
            .filter(line -> line.startsWith(name + "{"))
            .filter(line -> Arrays.stream(labels).allMatch(line::contains))
            .toList();
    assertThat(found).as(name + " in " + samples).hasSize(1);
    return Double.parseDouble(found.get(0).replaceFirst("^.*} ?(\\S+).*$", "$1"));
  }
}
