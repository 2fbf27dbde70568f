package io.lameduck.tck.compare;

import java.util.List;

/** A text as lines that can be compared and read; long ones by their length and their hash. */
final class Lines {

  private static final int LONGEST = 300;

  private Lines() {}

  static List<String> of(String text) {
    return List.of(text.split("\n", -1));
  }

  static String shortened(String line) {
    return line.length() <= LONGEST
        ? line
        : line.substring(0, 40) + "… " + line.length() + ", hash " + line.hashCode();
  }
}
