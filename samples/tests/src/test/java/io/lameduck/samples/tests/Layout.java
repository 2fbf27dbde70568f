package io.lameduck.samples.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of an instance, laid out as an image has them. */
final class Layout {

  private Layout() {}

  /** Copies a folder with all that is in it. */
  static void copyFolder(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(from)) {
      files = walk.toList();
    }
    Files.createDirectories(to.getParent());
    for (Path file : files) {
      Files.copy(file, to.resolve(from.relativize(file).toString()));
    }
  }

  /** Copies a file into a folder, which is made if need be. */
  static void copyInto(Path folder, Path file) throws IOException {
    Files.copy(file, Files.createDirectories(folder).resolve(file.getFileName()));
  }
}
