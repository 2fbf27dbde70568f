package io.lameduck.tck.thirdparty;

import java.io.File;
import java.net.URISyntaxException;
import java.security.CodeSource;

/** Where a class of the test's class path comes from. */
final class LibraryOf {

  private LibraryOf() {}

  static File jar(String className) {
    try {
      Class<?> type = Class.forName(className, false, LibraryOf.class.getClassLoader());
      CodeSource source = type.getProtectionDomain().getCodeSource();
      return new File(source.getLocation().toURI());
    } catch (ClassNotFoundException | URISyntaxException e) {
      throw new IllegalStateException(className, e);
    }
  }
}
