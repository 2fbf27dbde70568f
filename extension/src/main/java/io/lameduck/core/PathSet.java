package io.lameduck.core;

import java.util.List;

/** Request paths, each with everything below it. Immutable. */
public final class PathSet {

  private final String[] roots;

  /** Paths like {@code /health}: with a leading slash, without a trailing one. */
  public PathSet(List<String> roots) {
    this.roots = roots.toArray(String[]::new);
  }

  /**
   * Whether the path is one of these or below one: {@code /health/ready}, but not {@code /healthy}.
   */
  public boolean covers(String path) {
    for (String root : roots) {
      if (path.startsWith(root)
          && (path.length() == root.length() || path.charAt(root.length()) == '/')) {
        return true;
      }
    }
    return false;
  }
}
