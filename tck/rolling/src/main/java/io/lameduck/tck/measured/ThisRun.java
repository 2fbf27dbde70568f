package io.lameduck.tck.measured;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** When this run of a benchmark began, how its files are called, and what goes with it. */
public final class ThisRun {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  /** One that begins now. Whatever it starts is killed with this JVM, however that ends. */
  public ThisRun() {
    Runtime.getRuntime().addShutdownHook(new Thread(ThisRun::killChildren));
  }

  /** When it began, to the second, ISO 8601. */
  public String started() {
    return started.toString();
  }

  /** How long it has taken until now. */
  public long seconds() {
    return ChronoUnit.SECONDS.between(started, Instant.now());
  }

  /** The name of its files, without an extension: of one kind and of this time (UTC). */
  public String fileName(String kind) {
    return kind + "-" + TIME.format(started);
  }

  private static void killChildren() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
  }
}
