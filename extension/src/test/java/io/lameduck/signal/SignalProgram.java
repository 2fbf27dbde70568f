package io.lameduck.signal;

import io.lameduck.DrainPhase;
import io.lameduck.concurrent.MonotonicClock;
import io.lameduck.config.Settings;
import io.lameduck.config.SettingsReader;
import io.lameduck.deployment.Deployment;
import io.lameduck.drain.Drain;
import io.lameduck.drain.DrainListener;
import io.lameduck.drain.FailSafeDrain;
import io.lameduck.drain.NoPeers;
import io.lameduck.drain.Trigger;
import io.lameduck.inflight.Lease;
import io.lameduck.inflight.RequestGate;
import io.lameduck.log.LineLogger;
import io.lameduck.log.Log;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A small program with a deployment in it, to be signalled by {@link SignalTrapTest}. Prints READY
 * when it waits for the signal, and every log line.
 */
public final class SignalProgram {

  private static final Map<String, String> FAST =
      Map.of(
          "lameduck.grace-period", "9s",
          "lameduck.stop-reserve", "4s",
          "lameduck.announce.min", "300ms",
          "lameduck.announce.quiet", "100ms",
          "lameduck.announce.max", "1s",
          "lameduck.signals", "TERM,INT");

  /** All that the JVM knows by a name on Linux, but TRAP, which it has a use for elsewhere. */
  private static final String KNOWN =
      "HUP INT QUIT ILL ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP"
          + " TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS";

  private static final CountDownLatch FULL = new CountDownLatch(1);

  /** A chain of arrays, so that letting it go needs no room: a first call into a library does. */
  private static volatile Object @Nullable [] held;

  private static final AtomicBoolean constructed = new AtomicBoolean();

  private SignalProgram() {}

  private static Settings fastWith(String name, String value) {
    Map<String, String> configured = new HashMap<>(FAST);
    configured.put(name, value);
    return SettingsReader.read(key -> Optional.ofNullable(configured.get(key)));
  }

  private static void passOn(OsSignal signal, Object before) {
    print("ON TOP");
    try {
      signal.deliverTo(before);
    } catch (ReflectiveOperationException | RuntimeException e) {
      print(e.toString());
    }
  }

  public static void main(String[] arguments) throws Exception {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> print("HOOK")));
    Settings settings = SettingsReader.read(key -> Optional.ofNullable(FAST.get(key)));
    switch (arguments[0]) {
      case "bare" -> {}
      case "idle" -> armed(settings, (level, text) -> print(text));
      case "busy" -> stuck(armed(settings, (level, text) -> print(text)));
      case "ends" -> {
        AtomicReference<Lease> running = new AtomicReference<>();
        Deployment deployment =
            armed(
                settings,
                (level, text) -> {
                  print(text);
                  Lease lease = text.startsWith("LD0004") ? running.get() : null;
                  if (lease != null) {
                    lease.end();
                  }
                });
        running.set(Lease.of(deployment.drain().enter("GET", "/test")));
      }
      case "left" -> {
        Settings leaving = fastWith("lameduck.abandoned", "leave");
        stuck(armed(leaving, (level, text) -> print(text)));
      }
      case "usr1" -> armed(fastWith("lameduck.signals", "USR1,HUP"), (level, text) -> print(text));
      case "usr1-released" -> {
        Deployment deployment =
            armed(fastWith("lameduck.signals", "USR1"), (level, text) -> print(text));
        OsSignal signal = new OsSignal("USR1");
        AtomicReference<Runnable> slot = new AtomicReference<>(() -> {});
        Object before = signal.install(signal.handler(slot));
        slot.set(() -> passOn(signal, before));
        deployment.close();
      }
      case "all" -> {
        for (String name : KNOWN.split(" ", -1)) {
          print(name + ": " + holder(name));
        }
      }
      case "previous" -> {
        OsSignal signal = new OsSignal("TERM");
        signal.install(signal.handler(new AtomicReference<>(() -> exit("PREVIOUS", 7))));
        armed(settings, (level, text) -> print(text));
      }
      case "previous-returns" -> {
        OsSignal signal = new OsSignal("TERM");
        signal.install(signal.handler(new AtomicReference<>(() -> print("PREVIOUS"))));
        armed(settings, (level, text) -> print(text));
      }
      case "previous-fails" -> {
        OsSignal signal = new OsSignal("TERM");
        signal.install(
            signal.handler(
                new AtomicReference<>(
                    () -> {
                      throw new IllegalStateException("previous");
                    })));
        armed(settings, (level, text) -> print(text));
      }
      case "released" -> armed(settings, (level, text) -> print(text)).close();
      case "drain-fails" -> {
        Log log = new Log((LineLogger) (level, text) -> print(text));
        Drain broken =
            new Drain(
                settings,
                new RequestGate(),
                NoPeers.INSTANCE,
                MonotonicClock.system(),
                SignalProgram::brokenOnceItRuns,
                log);
        SignalTrap.set(new OsSignal("TERM"), draining(broken), log);
      }
      case "log-fails" -> armed(settings, SignalProgram::fail);
      case "heap-full" -> {
        Deployment deployment = armed(settings, SignalProgram::fill);
        Lease running = Lease.of(deployment.drain().enter("GET", "/test"));
        Thread later = new Thread(() -> free(running));
        later.start();
        while (later.getState() != Thread.State.WAITING) { // What it needs for that it has then.
          Thread.onSpinWait();
        }
      }
      case "drain-hangs" ->
          armed(settings, (level, text) -> print(text))
              .drain()
              .follow(
                  new DrainListener() {
                    @Override
                    public void began(DrainPhase phase, Trigger trigger) {
                      hang();
                    }
                  });
      case "exit-in-request" -> exitInRequest(settings);
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    print("READY");
    new CountDownLatch(1).await();
  }

  /** Who handles the signal, before it is taken. */
  private static String holder(String name) throws ReflectiveOperationException {
    OsSignal signal = new OsSignal(name);
    try {
      Object before = signal.install(signal.handler(new AtomicReference<>(() -> {})));
      String text = before.toString();
      if (text.startsWith("java.lang.Terminator")) {
        return "JVM";
      }
      return text.equals("SIG_DFL") ? "free" : "native";
    } catch (IllegalArgumentException e) {
      return "taken";
    }
  }

  private static SignalTrap.Listener draining(Drain drain) {
    FirstSignal first = new FirstSignal(MonotonicClock.system());
    return new SignalTrap.Listener() {
      @Override
      public void onSignal() {
        FailSafeDrain.run(drain, Trigger.SIGNAL, System.nanoTime());
      }

      @Override
      public FirstSignal.Order arrived() {
        return first.arrive();
      }

      @Override
      public void onLaterSignal() {
        drain.cutShort();
      }
    };
  }

  private static Deployment armed(Settings settings, LineLogger logger) {
    Deployment deployment = Deployment.open(settings, new Log(logger));
    deployment.arm();
    // So that the lame-duck phase is not skipped.
    Lease.of(deployment.drain().enter("GET", "/test")).end();
    return deployment;
  }

  private static void exit(String word, int status) {
    print(word);
    Runtime.getRuntime().exit(status);
  }

  private static void print(String line) {
    System.out.println(line);
    System.out.flush();
  }

  /** Good for the construction of a drain, no more. */
  private static Instant brokenOnceItRuns() {
    if (constructed.getAndSet(true)) {
      throw new StackOverflowError("the drain is broken");
    }
    return Instant.EPOCH;
  }

  /** An Error, which no catch of exceptions stops. */
  private static void fail(System.Logger.Level level, String text) {
    if (text.startsWith("LD0002")) {
      throw new StackOverflowError("the log is broken");
    }
    print(text);
  }

  private static void hang() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A request that does not end by itself. */
  private static void stuck(Deployment deployment) throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    Thread request =
        new Thread(
            () -> {
              Lease lease = Lease.of(deployment.drain().enter("GET", "/test"));
              entered.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                print("ROLLED BACK");
              } finally {
                lease.end();
              }
            });
    request.setDaemon(true);
    request.start();
    entered.await();
  }

  /** As a server does: its hook drains and stops. */
  private static void exitInRequest(Settings settings) {
    Deployment deployment = armed(settings, (level, text) -> print(text));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> deployment.drain().run(Trigger.SERVER_STOP, System.nanoTime())));
    Thread request =
        new Thread(
            () -> {
              deployment.drain().enter("GET", "/exit");
              exit("EXIT", 3);
            });
    request.start();
  }

  /** With the first line of the drain there is no room for anything. */
  private static void fill(System.Logger.Level level, String text) {
    print(text);
    if (text.startsWith("LD0002")) {
      try {
        while (true) {
          held = new Object[] {held, new byte[1024]};
        }
      } catch (OutOfMemoryError e) {
        FULL.countDown(); // Not before: on a busy machine it takes longer than the room is held.
      }
    }
  }

  /** Some time later there is room again, and later still the request is done. */
  private static void free(Lease running) {
    try {
      FULL.await();
      Thread.sleep(700);
      held = null;
      Thread.sleep(700);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    print("DONE");
    running.end();
  }
}
