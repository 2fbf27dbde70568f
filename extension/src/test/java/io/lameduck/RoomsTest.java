package io.lameduck;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rooms: dependencies point downwards only, and each foreign API stays where it belongs. */
@AnalyzeClasses(packages = "io.lameduck", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {

  private static final String ANNOTATIONS = "org.jspecify.annotations..";

  /** A clock that people set says when, never how long. */
  @ArchTest
  static final ArchRule NO_TIME_IS_MEASURED_BY_THE_WALL_CLOCK =
      noClasses()
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Instant.class, "toEpochMilli")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Clock.class, Date.class);

  @ArchTest
  static final ArchRule DEPENDENCIES_POINT_DOWNWARDS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("cdi")
          .definedBy("io.lameduck.cdi..")
          .layer("servlet")
          .definedBy("io.lameduck.servlet..")
          .layer("websocket")
          .definedBy("io.lameduck.websocket..")
          .layer("work")
          .definedBy("io.lameduck.work..")
          .layer("metrics")
          .definedBy("io.lameduck.metrics..")
          .layer("jvm")
          .definedBy("io.lameduck.jvm..")
          .layer("core")
          .definedBy("io.lameduck.core..")
          .layer("api")
          .definedBy("io.lameduck")
          .whereLayer("api")
          .mayOnlyBeAccessedByLayers("cdi")
          .whereLayer("cdi")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("servlet")
          .mayOnlyBeAccessedByLayers("cdi")
          .whereLayer("websocket")
          .mayOnlyBeAccessedByLayers("servlet", "cdi")
          .whereLayer("work")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("metrics")
          .mayOnlyBeAccessedByLayers("cdi")
          .whereLayer("jvm")
          .mayOnlyBeAccessedByLayers("websocket", "metrics", "work", "servlet", "cdi");

  @ArchTest
  static final ArchRule CORE_KNOWS_THE_JDK_ONLY =
      classes()
          .that()
          .resideInAPackage("io.lameduck.core..")
          .should()
          .onlyDependOnClassesThat(resideInAnyPackage("io.lameduck.core..", "java..", ANNOTATIONS));

  /** What applications compile against must not drag anything of ours along. */
  @ArchTest
  static final ArchRule THE_API_STANDS_ALONE =
      classes()
          .that()
          .resideInAPackage("io.lameduck")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "io.lameduck",
                  "java..",
                  "jakarta.interceptor..",
                  "jakarta.enterprise.util..",
                  ANNOTATIONS));

  @ArchTest
  static final ArchRule JVM_KNOWS_THE_JDK_ONLY =
      classes()
          .that()
          .resideInAPackage("io.lameduck.jvm..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "io.lameduck.jvm..",
                  "io.lameduck.core..",
                  "java..",
                  "javax.management..",
                  "jdk.jfr..",
                  ANNOTATIONS));

  /** The module may be missing, so nothing else may need it. */
  @ArchTest
  static final ArchRule FLIGHT_RECORDER_STAYS_WITH_ITS_EVENTS =
      noClasses()
          .that()
          .haveNameNotMatching("io\\.lameduck\\.jvm\\.(FlightEvents|DrainEvent|DrainPhaseEvent)")
          .should()
          .dependOnClassesThat(resideInAPackage("jdk.jfr.."));

  @ArchTest
  static final ArchRule SERVLET_STAYS_IN_ITS_ROOM =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.lameduck.servlet..")
          .should()
          .dependOnClassesThat(resideInAPackage("jakarta.servlet.."));

  /** Everything else has to load where a server lacks it. */
  @ArchTest
  static final ArchRule WEBSOCKET_STAYS_IN_ONE_FILE =
      noClasses()
          .that()
          .haveNameNotMatching("io\\.lameduck\\.websocket\\.GoingAway")
          .should()
          .dependOnClassesThat(resideInAPackage("jakarta.websocket.."));

  /** Each is loaded by whoever has the API, or after a look whether it is there. */
  @ArchTest
  static final ArchRule CONCURRENCY_STAYS_IN_ONE_FILE =
      noClasses()
          .that()
          .haveNameNotMatching("io\\.lameduck\\.work\\.TaskContextProvider")
          .should()
          .dependOnClassesThat(resideInAPackage("jakarta.enterprise.concurrent.."));

  @ArchTest
  static final ArchRule BATCH_STAYS_IN_ONE_FILE =
      noClasses()
          .that()
          .haveNameNotMatching("io\\.lameduck\\.work\\.BatchJobs")
          .should()
          .dependOnClassesThat(resideInAPackage("jakarta.batch.."));

  @ArchTest
  static final ArchRule HEALTH_STAYS_IN_ONE_FILE =
      noClasses()
          .that()
          .doNotHaveSimpleName("DrainReadinessCheck")
          .should()
          .dependOnClassesThat(resideInAPackage("org.eclipse.microprofile.health.."));

  @ArchTest
  static final ArchRule CONFIG_STAYS_IN_ONE_FILE =
      noClasses()
          .that()
          .haveNameNotMatching("io\\.lameduck\\.cdi\\.Configuration(\\$.*)?")
          .should()
          .dependOnClassesThat(resideInAPackage("org.eclipse.microprofile.config.."));

  @ArchTest
  static final ArchRule MICROPROFILE_METRICS_STAYS_IN_ONE_FILE =
      noClasses()
          .that()
          .haveNameNotMatching("io\\.lameduck\\.metrics\\.MicroProfileMetrics(\\$.*)?")
          .should()
          .dependOnClassesThat(resideInAPackage("org.eclipse.microprofile.metrics.."));

  @ArchTest
  static final ArchRule OPENTELEMETRY_STAYS_IN_ONE_FILE =
      noClasses()
          .that()
          .haveNameNotMatching("io\\.lameduck\\.metrics\\.OpenTelemetryMetrics")
          .should()
          .dependOnClassesThat(resideInAPackage("io.opentelemetry.."));

  /** The control: the core rule does catch a class that knows a framework. */
  @Test
  void theRuleCatchesAnIntruder() {
    JavaClasses servlet = new ClassFileImporter().importPackages("io.lameduck.servlet");
    ArchRule rule =
        classes().should().onlyDependOnClassesThat(resideInAnyPackage("io.lameduck..", "java.."));
    assertThat(rule.evaluate(servlet).hasViolation()).isTrue();
  }

  @Test
  void noSourceFileIsOver400Lines() throws IOException {
    List<Path> sources = new ArrayList<>();
    Path repository = Path.of("..").toRealPath();
    Files.walkFileTree(
        repository,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean built = folder.endsWith("target") || folder.endsWith(".git");
            return built ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              sources.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    assertThat(sources)
        .extracting(file -> repository.relativize(file).getName(0).toString())
        .contains("extension", "tck", "samples");
    for (Path source : sources) {
      assertThat(Files.readAllLines(source)).as(source.toString()).hasSizeLessThanOrEqualTo(400);
    }
  }
}
