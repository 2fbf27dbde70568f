package io.lameduck.jvm;

import io.lameduck.core.Lease;
import io.lameduck.core.Messages;
import io.lameduck.core.RecordingLogger;
import io.lameduck.core.Settings;
import io.lameduck.core.SettingsReader;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A small program with a deployment in it, to be signalled by {@link SignalTrapTest}. Prints READY
 * when it waits for the signal, and every log line.
 */
final class SignalProgram {

  private static final Map<String, String> FAST =
      Map.of(
          "lameduck.grace-period", "9s",
          "lameduck.stop-reserve", "4s",
          "lameduck.announce.min", "300ms",
          "lameduck.announce.quiet", "100ms",
          "lameduck.announce.max", "1s",
          "lameduck.signals", "TERM,INT");

  private SignalProgram() {}

  public static void main(String[] arguments) throws Exception {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> print("HOOK")));
    Settings settings = SettingsReader.read(key -> Optional.ofNullable(FAST.get(key)));
    switch (arguments[0]) {
      case "bare" -> {}
      case "idle" -> armed(settings, new Printing());
      case "busy" -> armed(settings, new Printing()).drain().enter();
      case "previous" -> {
        OsSignal signal = new OsSignal("TERM");
        signal.install(signal.handler(() -> exit("PREVIOUS", 7)));
        armed(settings, new Printing());
      }
      case "previous-fails" -> {
        OsSignal signal = new OsSignal("TERM");
        signal.install(
            signal.handler(
                () -> {
                  throw new IllegalStateException("previous");
                }));
        armed(settings, new Printing());
      }
      case "released" -> armed(settings, new Printing()).stop();
      case "log-fails" -> armed(settings, new Failing());
      case "log-hangs" -> armed(settings, new Hanging());
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    print("READY");
    new CountDownLatch(1).await();
  }

  private static Deployment armed(Settings settings, System.Logger logger) {
    Deployment deployment = Deployment.open(settings, new Messages(logger));
    deployment.arm();
    Lease lease = deployment.drain().enter(); // So that the lame-duck phase is not skipped.
    lease.end();
    return deployment;
  }

  private static void exit(String word, int status) {
    print(word);
    Runtime.getRuntime().exit(status);
  }

  private static void print(@Nullable String line) {
    System.out.println(line);
    System.out.flush();
  }

  private static class Printing implements System.Logger {

    @Override
    public String getName() {
      return RecordingLogger.class.getName();
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String text,
        @Nullable Throwable thrown) {
      print(text);
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        @Nullable Object... arguments) {
      print(format);
    }
  }

  /** An Error, which no catch of exceptions stops. */
  private static final class Failing extends Printing {

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String text,
        @Nullable Throwable thrown) {
      if (text != null && text.startsWith("LD0002")) {
        throw new StackOverflowError("the log is broken");
      }
      print(text);
    }
  }

  /** As a log whose pipe nobody reads. */
  private static final class Hanging extends Printing {

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String text,
        @Nullable Throwable thrown) {
      print(text);
      if (text != null && text.startsWith("LD0002")) {
        try {
          new CountDownLatch(1).await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }
}
