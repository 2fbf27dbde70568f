package io.lameduck.tck.suite;

import java.io.File;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;

/** The application, with or without the jar under test. */
final class TestWar implements Deployable {

  /** Where the application answers. */
  static final String CONTEXT_PATH = "/app";

  /** Answers as soon as the application is deployed. */
  static final String READY_PATH = CONTEXT_PATH + "/";

  private static final String APPLICATION = "io.lameduck.tck.app";
  private static final String LEAK = "io.lameduck.tck.leak";

  private final boolean lameduck;
  private final Map<String, String> configuration = new TreeMap<>();
  private String name = "app";
  private boolean metadataComplete;
  private boolean webSocket;
  private boolean work;
  private boolean leaking;
  private boolean twice;
  private boolean absoluteOrdering;
  private final List<String> packages = new ArrayList<>();
  private final Map<String, String> pages = new TreeMap<>();
  private final List<String> fragments = new ArrayList<>();
  private final Map<String, String> classResources = new TreeMap<>();
  private final List<Class<?>> libraries = new ArrayList<>();
  private @Nullable String extension;
  private @Nullable String webXml;
  private @Nullable String descriptor;

  private TestWar(boolean lameduck) {
    this.lameduck = lameduck;
  }

  /** With the jar in {@code WEB-INF/lib} and nothing else to do with it. */
  static TestWar withLameduck() {
    return new TestWar(true);
  }

  /** The control. */
  static TestWar bare() {
    return new TestWar(false);
  }

  /** Whether the jar is in it. */
  boolean hasLameduck() {
    return lameduck;
  }

  /** Puts this into the application's {@code microprofile-config.properties}. */
  TestWar configured(String key, String value) {
    configuration.put(key, value);
    return this;
  }

  /** Decides the context path; {@code ROOT} is for {@code /}. */
  TestWar named(String fileName) {
    name = fileName;
    return this;
  }

  /** With a {@code web.xml} that forbids the search for annotations and fragments. */
  TestWar metadataComplete() {
    metadataComplete = true;
    return this;
  }

  /** With the WebSocket endpoints. */
  TestWar webSocket() {
    webSocket = true;
    return this;
  }

  /** With work in the background, and observers of the drain, by the jar's own API. */
  TestWar work() {
    work = true;
    return this;
  }

  /** It starts a thread that outlives it. */
  TestWar leaking() {
    leaking = true;
    return this;
  }

  /** With the jar a second time, under another name. */
  TestWar twice() {
    twice = true;
    return this;
  }

  /** With a {@code web.xml} whose {@code <absolute-ordering>} leaves out every fragment. */
  TestWar absoluteOrdering() {
    absoluteOrdering = true;
    return this;
  }

  /** With this text as its {@code web.xml}. */
  TestWar webXml(String text) {
    webXml = text;
    return this;
  }

  /** With a file of that text at that path. */
  TestWar page(String path, String text) {
    pages.put(path, text);
    return this;
  }

  /** With a library that has a web fragment of this name, as {@link Fragments} makes it. */
  TestWar fragment(String fragmentName) {
    fragments.add(fragmentName);
    return this;
  }

  /** With this resource of the suite at that path of its classes. */
  TestWar classResource(String path, String resource) {
    classResources.put(path, resource);
    return this;
  }

  /** With the jar that this class comes from, as a library. */
  TestWar library(Class<?> type) {
    libraries.add(type);
    return this;
  }

  /** With a portable extension of CDI, whose class is added with its package. */
  TestWar extension(String className) {
    extension = className;
    return this;
  }

  /** With this resource of the suite as its {@code web.xml}. */
  TestWar descriptor(String resource) {
    descriptor = resource;
    return this;
  }

  /** With a package of the test application more. */
  TestWar with(String packageName) {
    packages.add(APPLICATION + "." + packageName);
    return this;
  }

  /** The archive itself. */
  WebArchive archive() {
    WebArchive war =
        ShrinkWrap.create(WebArchive.class, name + ".war")
            .addPackage(APPLICATION)
            .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
            .addAsWebResource(new StringAsset("static"), "static.txt");
    if (webSocket) {
      war.addPackage(APPLICATION + ".websocket");
    }
    if (work) {
      war.addPackage(APPLICATION + ".work");
    }
    if (lameduck) {
      war.addAsLibrary(TestBed.JAR.toFile());
    }
    if (twice) {
      war.addAsLibrary(TestBed.JAR.toFile(), "copy-of-lameduck.jar");
    }
    if (leaking) {
      war.addPackage(LEAK);
    }
    packages.forEach(war::addPackage);
    if (extension != null) {
      war.addAsResource(
          new StringAsset(extension), "META-INF/services/jakarta.enterprise.inject.spi.Extension");
    }
    if (!configuration.isEmpty()) {
      StringBuilder lines = new StringBuilder();
      configuration.forEach((key, value) -> lines.append(key + "=" + value + "\n"));
      war.addAsResource(
          new StringAsset(lines.toString()), "META-INF/microprofile-config.properties");
    }
    if (metadataComplete) {
      war.addAsWebInfResource("io/lameduck/tck/suite/metadata-complete-web.xml", "web.xml");
    }
    if (descriptor != null) {
      war.addAsWebInfResource("io/lameduck/tck/suite/" + descriptor, "web.xml");
    }
    if (absoluteOrdering) {
      war.addAsWebInfResource("io/lameduck/tck/suite/absolute-ordering-web.xml", "web.xml");
    }
    pages.forEach((path, text) -> war.addAsWebResource(new StringAsset(text), path));
    if (webXml != null) {
      war.setWebXML(new StringAsset(webXml));
    }
    classResources.forEach(
        (path, resource) -> war.addAsResource("io/lameduck/tck/suite/" + resource, path));
    for (Class<?> library : libraries) {
      URL jar = library.getProtectionDomain().getCodeSource().getLocation();
      war.addAsLibrary(new File(URI.create(jar.toString())));
    }
    for (String fragment : fragments) {
      war.addAsLibrary(Fragments.jar(fragment));
    }
    return war;
  }

  @Override
  public List<String> contextPaths() {
    return List.of(name.equals("ROOT") ? "" : "/" + name);
  }

  @Override
  public Path exportTo(Path directory) {
    Path file = directory.resolve(name + ".war");
    archive().as(ZipExporter.class).exportTo(file.toFile(), true);
    return file;
  }
}
