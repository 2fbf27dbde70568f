package io.lameduck.docs;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A block of code, output or configuration on a page.
 *
 * @param page its name
 * @param head the lines above it that belong to it: its style, its role, its title
 * @param body what is between the lines of dashes
 */
record Listing(String page, String head, String body) {

  private static final Pattern BLOCK =
      Pattern.compile("(?m)^((?:(?:\\[.*]|\\.[^.\\s].*)\\n)*)----\\n((?:(?!----$).*\\n)*)----$");

  static List<Listing> of(Page page) {
    return BLOCK
        .matcher(page.text())
        .results()
        .map(block -> new Listing(page.name(), block.group(1), block.group(2)))
        .toList();
  }

  boolean isSource(String language) {
    return head.contains("[source," + language);
  }

  List<String> lines() {
    return body.lines().toList();
  }
}
