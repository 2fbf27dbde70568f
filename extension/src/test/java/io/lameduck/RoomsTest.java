package io.lameduck;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Date;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  /** From the top; each package may use those after it, and none before it. */
  private static final List<String> PACKAGES =
      List.of(
          "cdi",
          "servlet",
          "async",
          "response",
          "websocket",
          "metrics",
          "work",
          "messaging",
          "health",
          "deployment",
          "listener",
          "http2",
          "delivery",
          "server",
          "report",
          "signal",
          "drain",
          "inflight",
          "config",
          "log",
          "concurrent");

  private static final Set<String> JDK_ONLY =
      Set.of("drain", "inflight", "config", "log", "concurrent");

  @ArchTest
  static void dependenciesPointDownwards(JavaClasses classes) {
    for (int i = 0; i < PACKAGES.size(); i++) {
      String[] below =
          PACKAGES.subList(i, PACKAGES.size()).stream()
              .map(name -> "io.lameduck." + name)
              .toArray(String[]::new);
      // The API's one word that all speak: a second set of phases would have to be kept equal.
      DescribedPredicate<JavaClass> ours =
          resideInAPackage("io.lameduck..")
              .and(not(resideInAnyPackage(below)))
              .and(not(type(DrainPhase.class)));
      boolean usesApi = PACKAGES.get(i).equals("cdi");
      DescribedPredicate<JavaClass> above =
          usesApi ? ours.and(not(resideInAPackage("io.lameduck"))) : ours;
      noClasses()
          .that()
          .resideInAPackage("io.lameduck." + PACKAGES.get(i))
          .should()
          .dependOnClassesThat(above)
          .check(classes);
    }
  }

  @ArchTest
  static void everyPackageHasItsPlace(JavaClasses classes) {
    assertThat(classes.stream().map(JavaClass::getPackageName).distinct())
        .allMatch(
            name ->
                name.equals("io.lameduck")
                    || PACKAGES.contains(name.substring("io.lameduck.".length())));
  }

  @ArchTest
  static void theLowestPackagesKnowTheJdkOnly(JavaClasses classes) {
    for (String name : JDK_ONLY) {
      classes()
          .that()
          .resideInAPackage("io.lameduck." + name)
          .should()
          .onlyDependOnClassesThat(resideInAnyPackage("io.lameduck..", "java..", ANNOTATIONS))
          .check(classes);
    }
  }

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

  /** Time is injected, so that a test can bring its own. */
  @ArchTest
  static final ArchRule ONE_FILE_READS_THE_MONOTONIC_CLOCK =
      noClasses()
          .that()
          .haveNameNotMatching("io\\.lameduck\\.concurrent\\.MonotonicClock(\\$.*)?")
          .and()
          .doNotHaveSimpleName("LineWriter") // Waits on a monitor, which knows no other clock.
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(LockSupport.class, "parkNanos", Object.class, long.class)
          .orShould()
          .callMethod(Thread.class, "sleep", long.class);

  /** The module may be missing, so nothing else may need it. */
  @ArchTest
  static final ArchRule FLIGHT_RECORDER_STAYS_WITH_ITS_EVENTS =
      noClasses()
          .that()
          .haveNameNotMatching("io\\.lameduck\\.report\\.(FlightEvents|DrainEvent|DrainPhaseEvent)")
          .should()
          .dependOnClassesThat(resideInAPackage("jdk.jfr.."));

  @ArchTest
  static final ArchRule SERVLET_STAYS_IN_ITS_ROOMS =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.lameduck.servlet", "io.lameduck.async", "io.lameduck.response")
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
          .haveNameNotMatching("io\\.lameduck\\.deployment\\.Configuration(\\$.*)?")
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

  /** Of source files: a class and those within it are one. */
  @ArchTest
  static void noCycleAmongTheFilesOfAPackage(JavaClasses classes) {
    Map<String, Set<String>> uses = new TreeMap<>();
    for (JavaClass type : classes) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (target.getPackageName().equals(type.getPackageName())
            && !file(target).equals(file(type))) {
          uses.computeIfAbsent(file(type), unused -> new TreeSet<>()).add(file(target));
        }
      }
    }
    assertThat(uses).as("the control: some do use others").isNotEmpty();
    Set<String> inCycles =
        uses.keySet().stream()
            .filter(file -> reached(file, uses).contains(file))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(inCycles).isEmpty();
  }

  private static String file(JavaClass type) {
    return type.getName().replaceFirst("\\$.*", "");
  }

  private static Set<String> reached(String from, Map<String, Set<String>> uses) {
    Set<String> reached = new TreeSet<>();
    Deque<String> next = new ArrayDeque<>(uses.getOrDefault(from, Set.of()));
    while (!next.isEmpty()) {
      String file = next.remove();
      if (reached.add(file)) {
        next.addAll(uses.getOrDefault(file, Set.of()));
      }
    }
    return reached;
  }

  @Test
  void noPackageHasMoreThanTwelveFiles() throws IOException {
    Path root = Path.of("src/main/java/io/lameduck");
    for (String name : PACKAGES) {
      try (Stream<Path> files = Files.list(root.resolve(name))) {
        assertThat(files.filter(file -> !file.endsWith("package-info.java")))
            .as(name)
            .hasSizeBetween(1, 12);
      }
    }
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
