package io.lameduck.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The source of one page. */
record Page(String name, String text) {

  static final Path FOLDER = Path.of("src/main/asciidoc");

  static Page named(String name) {
    return read(FOLDER.resolve(name + ".adoc"));
  }

  /** Every page, the line of links that they share included. */
  static List<Page> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".adoc"))
          .sorted()
          .map(Page::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every page, and the texts beside the sources. */
  static List<Page> withGuides() {
    return Stream.concat(
            all().stream(),
            Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md", "tck/README.md")
                .map(name -> read(Path.of("..").resolve(name))))
        .toList();
  }

  Stream<MatchResult> find(String regex) {
    return Pattern.compile(regex).matcher(text).results();
  }

  private static Page read(Path file) {
    try {
      return new Page(file.getFileName().toString().replace(".adoc", ""), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
