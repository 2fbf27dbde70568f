package io.lameduck.tck.messages;

import io.lameduck.tck.harness.FreePorts;
import io.lameduck.tck.harness.ServerProcess;
import io.lameduck.tck.harness.ServerSetup;
import io.lameduck.tck.harness.ServerUnderTest;
import io.lameduck.tck.load.Console;
import io.lameduck.tck.load.Fleet;
import io.lameduck.tck.load.StopWay;
import io.lameduck.tck.measured.Asked;
import io.lameduck.tck.measured.Servers;
import io.lameduck.tck.measured.ThisRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Rolling restarts of two WildFly instances whose message-driven bean gets a constant flow of
 * messages, with the jar and without it. Broker and database are in this JVM. System properties:
 * {@code cost.jar}, {@code rolling.folder}, {@code rolling.java.home}, {@code
 * lameduck.tck.wildfly.home}, {@code messages.variants}, {@code messages.rate}, {@code
 * messages.long}, {@code messages.restarts}, {@code messages.jvm}.
 */
public final class MessagesRestart {

  private static final Duration START_BOUND = Duration.ofMinutes(4);

  /** As in Kubernetes by default; a server that still runs then is killed. */
  private static final Duration GRACE_PERIOD = Duration.ofSeconds(30);

  /** How long both instances run between two stops. */
  private static final Duration BETWEEN = Duration.ofSeconds(10);

  /** Longer than a transaction may last, and than recovery waits. */
  private static final Duration EMPTY_BOUND = Duration.ofMinutes(7);

  private final Console console = new Console(System.out);
  private final Asked asked = new Asked("messages", System.getProperties());
  private final Asked rolling = new Asked("rolling", System.getProperties());
  private final ThisRun run = new ThisRun();
  private final ServerUnderTest server = new Servers().named("wildfly").withBackgroundWork();

  private MessagesRestart() {}

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    new MessagesRestart().run();
    System.exit(0);
  }

  private void run() throws Exception {
    for (String variant : asked.list("variants", String::strip)) {
      boolean bare = variant.equals("nothing");
      measure(variant, bare ? null : Path.of(System.getProperty("cost.jar")));
    }
  }

  private void measure(String variant, @Nullable Path jar) throws Exception {
    console.print("\n" + server.name() + ", " + variant);
    Path folder = Path.of(rolling.text("folder")).resolve(run.fileName("messages-" + variant));
    try (OrderQueue queue = OrderQueue.open();
        Outcomes outcomes = Outcomes.open()) {
      List<ServerSetup> setups = setups(folder, OrdersWar.make(folder, jar));
      Path home = Path.of(System.getProperty("lameduck.tck.wildfly.home"));
      for (ServerSetup setup : setups) {
        ServerConfiguration.write(home, setup.directory(), queue.port(), outcomes.url());
      }
      Observed observed = new Observed();
      long sent;
      boolean empty;
      try (Fleet fleet = Fleet.start(server, setups, StopWay.SIGTERM, START_BOUND)) {
        sent = restart(fleet, queue, observed);
        empty = queue.awaitEmpty(EMPTY_BOUND);
        for (int instance = 0; instance < fleet.size(); instance++) {
          observed.logs.add(fleet.get(instance).log());
        }
      }
      report(variant, sent, empty ? 0 : queue.messages(), outcomes.rows(), observed);
    }
  }

  /** What the processes showed: of those that ended, the log from SIGTERM on as well. */
  private static final class Observed {
    final List<String> logs = new ArrayList<>();
    final List<String> stops = new ArrayList<>();
    final List<String> exits = new ArrayList<>();
  }

  private List<ServerSetup> setups(Path folder, Path war) throws IOException {
    List<ServerSetup> setups = new ArrayList<>();
    for (int instance = 1; instance <= 2; instance++) {
      List<String> jvm = new ArrayList<>(asked.list("jvm", String::strip));
      // Both instances use one broker and one database, where each needs its own name.
      jvm.add("-Djboss.tx.node.id=orders-" + instance);
      // Two seconds are too short on a machine that starts two servers.
      jvm.add("-Dh2.socketConnectTimeout=20000");
      setups.add(
          new ServerSetup(
              Files.createDirectories(folder.resolve("instance-" + instance)),
              FreePorts.next(),
              FreePorts.next(),
              List.of(war),
              List.of(OrdersWar.PATH),
              Path.of(rolling.text("java.home")),
              jvm));
    }
    return setups;
  }

  /** Returns how many messages were sent. */
  private long restart(Fleet fleet, OrderQueue queue, Observed observed)
      throws IOException, InterruptedException {
    int restarts = asked.one("restarts", Integer::parseInt);
    OrderSender sender =
        OrderSender.start(
            queue.port(),
            asked.one("rate", Integer::parseInt),
            Duration.ofSeconds(asked.one("long", Integer::parseInt)));
    try {
      sender.goOnFor(BETWEEN);
      for (int restart = 0; restart < restarts; restart++) {
        for (int instance = 0; instance < fleet.size(); instance++) {
          ServerProcess process = fleet.get(instance);
          int before = process.log().length();
          long begun = System.nanoTime();
          say("SIGTERM to " + (instance + 1), sender, queue);
          fleet.stop(instance);
          boolean killed = killedAfterGracePeriod(process);
          Duration exit = Duration.ofNanos(System.nanoTime() - begun);
          observed.exits.add(
              "%s after %.1f s".formatted(killed ? "killed" : "ended", exit.toMillis() / 1000.0));
          observed.logs.add(process.log());
          observed.stops.add(process.log().substring(before));
          say("exit " + observed.exits.get(observed.exits.size() - 1), sender, queue);
          fleet.startAgain(instance);
          sender.goOnFor(BETWEEN);
        }
      }
    } finally {
      sender.close();
    }
    say("end of the load", sender, queue);
    return sender.sent();
  }

  private static boolean killedAfterGracePeriod(ServerProcess process) throws InterruptedException {
    try {
      process.awaitExit(GRACE_PERIOD);
      return false;
    } catch (IllegalStateException e) {
      process.close();
      return true;
    }
  }

  private void say(String what, OrderSender sender, OrderQueue queue) {
    console.event(
        "%s (sent: %d, in the queue: %d)".formatted(what, sender.sent(), queue.messages()));
  }

  private void report(
      String variant, long sent, long left, Map<Long, Integer> rows, Observed observed) {
    OrderLog log = OrderLog.read(observed.logs, observed.stops);
    long committed = LongStream.range(0, sent).filter(rows::containsKey).count();
    long twice = rows.values().stream().filter(times -> times > 1).count();
    console.print(
        "RESULT %s: sent %d, committed %d, lost %d, left in the queue %d, committed twice %d,"
            .formatted(variant, sent, committed, sent - committed, left, twice));
    console.print(
        "  begun twice %d, redelivered %d, failed in the bean %d (after SIGTERM %d), exits %s"
            .formatted(
                log.begunTwice(),
                log.redelivered(),
                log.failed(),
                log.failedInStops(),
                observed.exits));
    console.print("  complaints after SIGTERM: " + log.complaints());
  }
}
