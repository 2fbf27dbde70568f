package io.lameduck.tck.suite;

import io.lameduck.tck.harness.FreePorts;
import io.lameduck.tck.harness.ServerSetup;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What an instance of its own is made of: a folder, ports, the archives. */
final class Setups {

  private Setups() {}

  static ServerSetup of(List<? extends Deployable> applications, String... jvmOptions) {
    Path directory = TestBed.newDirectory("instance");
    return new ServerSetup(
        directory,
        FreePorts.next(),
        FreePorts.next(),
        applications.stream().map(application -> application.exportTo(directory)).toList(),
        applications.stream().flatMap(a -> a.contextPaths().stream()).map(p -> p + "/").toList(),
        TestBed.JAVA_HOME,
        Stream.concat(TestBed.START_SOONER.stream(), Stream.of(jvmOptions)).toList());
  }
}
