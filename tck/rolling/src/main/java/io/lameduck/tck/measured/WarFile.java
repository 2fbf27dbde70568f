package io.lameduck.tck.measured;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A WAR with CDI that is being written, anew: its classes are in {@code app} beside its owner. */
public final class WarFile implements AutoCloseable {

  private final Class<?> owner;
  private final ZipOutputStream war;

  /**
   * Begins it.
   *
   * @param owner in whose package {@code app} has the classes of the application
   */
  public WarFile(Path file, Class<?> owner) throws IOException {
    this.owner = owner;
    this.war = new ZipOutputStream(Files.newOutputStream(file));
    add("WEB-INF/beans.xml", new byte[0]);
  }

  /** By its simple name: here, outside of a server, the class itself could not be loaded. */
  public void addClass(String name) throws IOException {
    String file = "app/" + name + ".class";
    try (InputStream in = owner.getResourceAsStream(file)) {
      add(
          "WEB-INF/classes/" + owner.getPackageName().replace('.', '/') + "/" + file,
          Objects.requireNonNull(in, file).readAllBytes());
    }
  }

  /** As a library. */
  public void addJar(Path jar) throws IOException {
    add("WEB-INF/lib/" + jar.getFileName(), Files.readAllBytes(jar));
  }

  private void add(String name, byte[] bytes) throws IOException {
    war.putNextEntry(new ZipEntry(name));
    war.write(bytes);
    war.closeEntry();
  }

  @Override
  public void close() throws IOException {
    war.close();
  }
}
