package io.lameduck.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.config.Key;
import io.lameduck.config.Settings;
import io.lameduck.config.SettingsReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each row of the table of platforms is a configuration that works. */
class PlatformsTest {

  private static final Page PAGE = Page.named("platforms");

  private static List<MatchResult> rows() {
    return PAGE.find("(?m)^\\| (.+)\n\\| (\\d+) s\\b.*\n\\| `(lameduck\\.[^`]+)`\n\\| ").toList();
  }

  private static Settings settings(String keys) {
    Map<String, String> configured =
        Stream.of(keys.split(" ", -1))
            .map(key -> key.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    assertThat(Key.names()).containsAll(configured.keySet());
    return SettingsReader.read(key -> Optional.ofNullable(configured.get(key)));
  }

  @Test
  void eachSetOfKeysIsAcceptedAndHasTheGracePeriodOfItsRow() {
    assertThat(rows()).hasSize(16).hasSameSizeAs(PAGE.find("(?m)^\\| `lameduck\\.").toList());
    for (MatchResult row : rows()) {
      Settings settings = settings(row.group(3));
      assertThat(settings.gracePeriod())
          .as(row.group(1))
          .isEqualTo(Duration.ofSeconds(Long.parseLong(row.group(2))));
    }
  }

  /** A request that comes at the very end of the lame-duck phase has time to complete. */
  @Test
  void eachLeavesTimeForRequests() {
    for (MatchResult row : rows()) {
      Settings settings = settings(row.group(3));
      assertThat(settings.drainTime().minus(settings.announceMax()))
          .as(row.group(1))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(5));
    }
  }
}
