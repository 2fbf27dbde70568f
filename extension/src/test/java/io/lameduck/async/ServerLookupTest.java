package io.lameduck.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.log.Message;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ServerLookupTest {

  private final ServerLookup<String> lookup = new ServerLookup<>(Message.ENDED_REQUESTS_UNKNOWN);
  private final AtomicInteger lookedUp = new AtomicInteger();

  private String find() {
    lookedUp.incrementAndGet();
    return "found";
  }

  private String isMissing() throws NoSuchMethodException {
    lookedUp.incrementAndGet();
    throw new NoSuchMethodException("on purpose");
  }

  @Test
  void whatIsFoundIsLookedUpOnce() {
    assertThat(lookup.get(this::find)).isEqualTo("found");
    assertThat(lookup.get(this::find)).isEqualTo("found");
    assertThat(lookedUp).hasValue(1);
  }

  @Test
  void soIsWhatIsMissing() {
    assertThat(lookup.get(this::isMissing)).isNull();
    assertThat(lookup.get(this::isMissing)).isNull();
    assertThat(lookedUp).hasValue(1);
  }

  /** As of a request that an application has wrapped in an odd way. */
  @Test
  void aCallThatFailsSwitchesNothingOff() {
    assertThat(lookup.get(this::find)).isEqualTo("found");
    lookup.failed(new IllegalStateException("on purpose"));
    assertThat(lookup.get(this::find)).isEqualTo("found");
  }
}
