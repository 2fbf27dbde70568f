package io.lameduck.tck.suite;

import java.nio.file.Path;
import java.util.List;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;

/** The application twice in one EAR. */
final class TestEar implements Deployable {

  private static final String FILE_NAME = "both.ear";

  private final boolean inLib;
  private final boolean inEachWar;

  private TestEar(boolean inLib, boolean inEachWar) {
    this.inLib = inLib;
    this.inEachWar = inEachWar;
  }

  /** With the jar in the {@code WEB-INF/lib} of each WAR. */
  static TestEar withLameduckInEachWar() {
    return new TestEar(false, true);
  }

  /** With the jar once, in the {@code lib} of the EAR. */
  static TestEar withLameduckInLib() {
    return new TestEar(true, false);
  }

  /** With the jar in both places. */
  static TestEar withLameduckInLibAndInEachWar() {
    return new TestEar(true, true);
  }

  @Override
  public List<String> contextPaths() {
    return List.of("/app", "/second");
  }

  @Override
  public Path exportTo(Path directory) {
    EnterpriseArchive ear = ShrinkWrap.create(EnterpriseArchive.class, FILE_NAME);
    for (String name : List.of("app", "second")) {
      TestWar war = inEachWar ? TestWar.withLameduck() : TestWar.bare();
      ear.addAsModule(war.named(name).archive());
    }
    if (inLib) {
      ear.addAsLibrary(TestBed.JAR.toFile());
    }
    Path file = directory.resolve(FILE_NAME);
    ear.as(ZipExporter.class).exportTo(file.toFile(), true);
    return file;
  }
}
