package io.lameduck.tck.runner.payara.micro;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The root directory of one start. A used one makes Payara Micro deploy the application that it
 * finds there, report it ready, and then deploy the same application again: 404 for seconds.
 */
final class FreshDirectory {

  private FreshDirectory() {}

  static void create(Path directory) throws IOException {
    if (Files.exists(directory)) {
      Files.walkFileTree(directory, new Deletion());
    }
    Files.createDirectories(directory);
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException error)
        throws IOException {
      if (error != null) {
        throw error;
      }
      Files.delete(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
