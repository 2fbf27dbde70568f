package io.lameduck.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The sources of all modules, by the names of their classes. */
record SourceTree(Map<String, String> files, SortedSet<String> packages) {

  private static final Path ROOT = Path.of("..");

  /** Names of others: a line each, with whose they are. */
  private static final Path FOREIGN = Path.of("src/test/resources/foreign-names.txt");

  static SourceTree read() {
    Map<String, String> files = new HashMap<>();
    SortedSet<String> packages = new TreeSet<>();
    try (Stream<Path> tree = Files.walk(ROOT)) {
      for (Path file : tree.filter(SourceTree::isSource).toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        files.merge(name, Files.readString(file), String::concat);
        packages.add(packageOf(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SourceTree(files, packages);
  }

  /** Whether there is such a class, top-level or nested, and it mentions the member. */
  boolean has(String type, @Nullable String member) {
    if (files.containsKey(type)) {
      return member == null || word(member).matcher(text(type)).find();
    }
    Pattern declaration = Pattern.compile("(?:class|record|interface|enum) " + type + "\\b");
    return files.values().stream()
        .anyMatch(
            text ->
                declaration.matcher(text).find()
                    && (member == null || word(member).matcher(text).find()));
  }

  /** Whether there is a package of this name below io.lameduck. */
  boolean hasPackage(String name) {
    return packages.contains(name);
  }

  /** Whether the sources have it as a string. */
  boolean quote(String name) {
    return files.values().stream().anyMatch(text -> text.contains('"' + name + '"'));
  }

  String text(String type) {
    String text = files.get(type);
    if (text == null) {
      throw new IllegalArgumentException("no " + type + ".java");
    }
    return text;
  }

  SortedSet<String> foreignNames() {
    SortedSet<String> names = new TreeSet<>();
    try {
      for (String line : Files.readAllLines(FOREIGN)) {
        if (!line.startsWith("#")) {
          names.add(line.substring(0, line.indexOf(" = ")));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }

  private static boolean isSource(Path file) {
    String path = file.toString().replace('\\', '/');
    return path.endsWith(".java") && path.contains("/src/") && !path.contains("/target/");
  }

  private static String packageOf(Path file) {
    String folder = file.resolveSibling("").toString().replace('\\', '/');
    int below = folder.indexOf("io/lameduck/");
    return below < 0 ? "" : folder.substring(below + "io/lameduck/".length()).replace('/', '.');
  }

  private static Pattern word(String member) {
    return Pattern.compile("\\b" + member + "\\b");
  }
}
