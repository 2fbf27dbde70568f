package io.lameduck.tck.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrderLogTest {

  private static final String FIRST =
      """
      21:04:27,939 INFO  [stdout] (Thread-12 (ActiveMQ-client-global-threads)) ORDER-BEGUN 7 1
      21:04:27,940 INFO  [stdout] (Thread-13 (ActiveMQ-client-global-threads)) ORDER-BEGUN 8 1
      21:04:28,000 INFO  [stdout] (Thread-13 (ActiveMQ-client-global-threads)) ORDER-FAILED 8 java.lang.InterruptedException
      21:04:28,001 WARN  [org.example.Some] (Thread-13 (ActiveMQ-client-global-threads)) no id
      21:04:28,002 ERROR [org.jboss.as.ejb3] (Thread-13) WFLYEJB0034: the invocation failed
      """;

  private static final String SECOND =
      """
      21:04:29,000 INFO  [stdout] (Thread-1 (ActiveMQ-client-global-threads)) ORDER-BEGUN 8 2
      21:04:29,001 WARN  [org.example.Other] (Thread-1) AMQ152000: before the stop
      """;

  private final OrderLog log = OrderLog.read(List.of(FIRST, SECOND), List.of(FIRST));

  @Test
  void countsWhatIsDeliveredAgain() {
    assertThat(log.begun()).isEqualTo(Map.of(7L, 1, 8L, 2));
    assertThat(log.begunTwice()).isEqualTo(1);
    assertThat(log.redelivered()).isEqualTo(1);
    assertThat(log.failed()).isEqualTo(1);
    assertThat(log.failedInStops()).isEqualTo(1);
  }

  @Test
  void countsComplaintsOfTheStopAlone() {
    assertThat(log.complaints())
        .isEqualTo(Map.of("WARN org.example.Some", 1, "ERROR WFLYEJB0034", 1));
  }
}
