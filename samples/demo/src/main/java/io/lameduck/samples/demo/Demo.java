package io.lameduck.samples.demo;

import io.lameduck.tck.load.Console;
import io.lameduck.tck.load.RollingRestartResult;
import io.lameduck.tck.runner.payara.micro.PayaraMicro;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Restarts two instances of the sample service one after the other, under load, behind a balancer
 * that learns of each stop too late; once without lameduck, once with it.
 *
 * <p>Arguments: the folder with {@code with/shop.war} and {@code without/shop.war}; a folder for
 * the instances. Ends with 1 if the run with the jar failed a request, with 2 if the run without it
 * failed none, so that nothing was shown.
 */
public final class Demo {

  private static final Duration LAG = Duration.ofSeconds(3);

  private Demo() {}

  /** Runs the demo. */
  public static void main(String[] args) throws Exception {
    Path wars = Path.of(args[0]);
    Path instances = Path.of(args[1]);
    Runtime.getRuntime().addShutdownHook(new Thread(Demo::killServers));

    PayaraMicro server = new PayaraMicro();
    Console console = new Console(System.out);
    console.print(
        """

        Two instances of %s with a small shop, 20 clients that never retry,
        and a balancer that learns of each stop %d s late. Takes about two minutes."""
            .formatted(server.name(), LAG.toSeconds()));
    Comparison comparison =
        new Comparison(
            run("without", server, wars, instances, console),
            run("with", server, wars, instances, console));
    console.print(comparison.table());
    console.print(comparison.verdict() + "\n");
    System.exit(comparison.exitCode());
  }

  private static RollingRestartResult run(
      String name, PayaraMicro server, Path wars, Path instances, Console console)
      throws Exception {
    console.print("\nA rolling restart " + name + " the jar");
    Path war = wars.resolve(name).resolve("shop.war").toAbsolutePath();
    return new Shift(server, war, instances.resolve(name).toAbsolutePath(), LAG).run(console);
  }

  /** Where somebody stops the demo half-way. */
  private static void killServers() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
  }
}
