package io.lameduck.docs;

import java.util.List;
import java.util.regex.Pattern;

/** The groups of the navigation, and whom their pages are for. */
final class SiteGroups {

  /** Contributors read the last one. */
  static final List<String> NAMES = List.of("Start", "Guides", "Reference", "Background");

  private SiteGroups() {}

  /** The pages of all groups but the last, by the names of their sources. */
  static List<String> forUsers() {
    String bar = Site.text(Page.FOLDER.resolve("docinfo-header.html"));
    return Pattern.compile("<a href=\"([\\w-]+)\\.html\">")
        .matcher(bar.substring(0, bar.indexOf("<p>" + NAMES.get(NAMES.size() - 1) + "</p>")))
        .results()
        .map(link -> link.group(1))
        .toList();
  }
}
