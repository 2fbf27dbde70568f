package io.lameduck.docs;

import io.lameduck.config.InvalidSettingsException;
import io.lameduck.config.Key;
import io.lameduck.config.SettingsReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * An example of a configuration on a page, as a reader would copy it. One that is meant to be
 * refused has the role {@code refused}.
 */
record PropertiesBlock(String text, boolean refused) {

  /** A listing with all the lines above it that belong to it: its style, its role, its title. */
  private static final Pattern LISTING =
      Pattern.compile("(?m)^((?:(?:\\[.*]|\\.[^.\\s].*)\\n)+)----\\n((?:(?!----$).*\\n)*)----$");

  static List<PropertiesBlock> of(Page page) {
    return LISTING
        .matcher(page.text())
        .results()
        .filter(listing -> listing.group(1).contains("[source,properties"))
        .map(
            listing ->
                new PropertiesBlock(listing.group(2), listing.group(1).contains("[.refused]")))
        .toList();
  }

  /** What is wrong with it, or empty. */
  Optional<String> problem() {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> unknown =
        properties.stringPropertyNames().stream()
            .filter(name -> !Key.names().contains(name))
            .sorted()
            .toList();
    if (!unknown.isEmpty()) {
      return Optional.of("no such key: " + unknown);
    }
    try {
      SettingsReader.read(
          key -> Optional.ofNullable(properties.getProperty(key)).filter(v -> !v.isEmpty()));
      return refused ? Optional.of("meant to be refused, but is not") : Optional.empty();
    } catch (InvalidSettingsException e) {
      return refused ? Optional.empty() : Optional.ofNullable(e.getMessage());
    }
  }
}
