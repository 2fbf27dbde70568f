package io.lameduck.tck.cost;

import java.util.Locale;

/**
 * What an instance has deployed.
 *
 * @param wars how many copies of the same small WAR
 * @param content what is in each of them
 */
record Layout(int wars, Content content) {

  /** What a WAR has beside its servlet. */
  enum Content {
    /** Nothing. */
    BARE("bare"),
    /** The jar, with nothing configured. */
    LAMEDUCK("with the jar"),
    /** A filter of known cost, which shows whether a cost is found. */
    BURDENED("with 50 µs of work");

    private final String words;

    Content(String words) {
      this.words = words;
    }
  }

  /** For tables. */
  String label() {
    return "%d %s %s".formatted(wars, wars == 1 ? "WAR" : "WARs", content.words);
  }

  /** For the names of folders. */
  String id() {
    return wars + "-" + content.name().toLowerCase(Locale.ROOT);
  }
}
