package io.lameduck.config;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Finds what has our prefix, but no key: most likely misspelt. */
public final class UnknownKeys {

  /** What Kubernetes tells each container of a service that is named like us. */
  private static final Pattern OF_A_SERVICE =
      Pattern.compile("LAMEDUCK_(\\w+_)?(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT(_\\d+_\\w+)?)");

  private UnknownKeys() {}

  /**
   * Names that no key has, sorted: environment variables as they were set, and properties.
   *
   * @param properties also of other prefixes; an environment variable may be among them, with a dot
   *     for each underscore
   * @param variables the names of all environment variables
   */
  public static List<String> among(Iterable<String> properties, Collection<String> variables) {
    Set<String> known = new HashSet<>(Key.names());
    variables.forEach(variable -> known.add(dotted(variable)));
    Stream<String> unknown =
        StreamSupport.stream(properties.spliterator(), false)
            .filter(name -> name.startsWith(Key.PREFIX) && !known.contains(name));
    return Stream.concat(unknown, variables.stream().filter(UnknownKeys::isMisspelt))
        .distinct()
        .sorted()
        .toList();
  }

  private static boolean isMisspelt(String variable) {
    String dotted = dotted(variable);
    return dotted.startsWith(Key.PREFIX)
        && Key.names().stream().noneMatch(key -> key.replace('-', '.').equals(dotted))
        && !OF_A_SERVICE.matcher(variable).matches();
  }

  private static String dotted(String variable) {
    return variable.toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
