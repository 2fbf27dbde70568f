package io.lameduck.config;

import java.util.List;

/**
 * Request paths, by two kinds of servlet URL patterns (Jakarta Servlet 6.0, 12.2): {@code /health}
 * is that path alone, {@code /health/*} that path and everything below it. Immutable.
 */
public final class PathSet {

  private static final String BELOW = "/*";

  private final List<String> exact;
  private final String[] roots;

  /** Patterns for which {@link #isPattern} is true. */
  public PathSet(List<String> patterns) {
    this.exact = patterns.stream().filter(pattern -> !pattern.endsWith(BELOW)).toList();
    this.roots =
        patterns.stream()
            .filter(pattern -> pattern.endsWith(BELOW))
            .map(pattern -> pattern.substring(0, pattern.length() - BELOW.length()))
            .toArray(String[]::new);
  }

  /** Whether the text is a path or a path followed by {@code /*}; not all paths at once. */
  static boolean isPattern(String text) {
    return isPath(text.endsWith(BELOW) ? text.substring(0, text.length() - BELOW.length()) : text);
  }

  /** Whether the text is the path of a request, without a slash at its end. */
  static boolean isPath(String text) {
    return text.startsWith("/") && !text.endsWith("/") && !text.contains("*");
  }

  /** Whether one of the patterns matches the path. */
  public boolean covers(String path) {
    for (String root : roots) {
      if (path.startsWith(root)
          && (path.length() == root.length() || path.charAt(root.length()) == '/')) {
        return true;
      }
    }
    return exact.contains(path);
  }
}
