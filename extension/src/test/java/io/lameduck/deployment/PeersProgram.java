package io.lameduck.deployment;

import io.lameduck.signal.OsSignal;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * A JVM with several deployments, each with its own copy of the classes. Obeys lines such as {@code
 * a open}; prints what the deployments log, and a line when a command is done.
 */
public final class PeersProgram {

  /** Of another party, which calls the handler before it, as a good one does. */
  private static @Nullable Object below;

  private static final Map<String, UnaryOperator<String>> peers = new TreeMap<>();
  private static final Map<String, WeakReference<ClassLoader>> loaders = new TreeMap<>();

  private PeersProgram() {}

  public static void main(String[] arguments) throws Exception {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("HOOK")));
    System.out.println("READY");
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      String line;
      while ((line = lines.readLine()) != null) {
        String[] words = line.split(" ", 2);
        String said = obey(words[0], words[1]);
        if (!said.isEmpty()) {
          System.out.println(words[0] + " " + said);
        }
      }
    }
  }

  private static String obey(String who, String command) throws Exception {
    return switch (command) {
      case "open", "open-briefly", "stuck" -> peer(who).apply(command + " " + who);
      case "mute" -> {
        ManagementFactory.getPlatformMBeanServer()
            .registerMBean(new MutePeer(who), new ObjectName("io.lameduck:type=Drain,name=" + who));
        yield "mute done";
      }
      case "later" -> {
        ShiftedClock.jump(Duration.ofMillis(2_100)); // Another signal is none that came twice.
        yield "later done";
      }
      case "forget" -> {
        peers.remove(who);
        yield "forget done";
      }
      case "end" -> {
        System.out.println(who + " end"); // Not after it: the JVM may be about to stop by then.
        String unused = peer(who).apply(command);
        yield "";
      }
      case "unload" -> {
        URLClassLoader loader = (URLClassLoader) Objects.requireNonNull(loaders.get(who)).get();
        Objects.requireNonNull(loader).close();
        yield "unload done";
      }
      case "collected" -> "collected " + isCollected(who);
      case "on top" -> {
        putOnTop();
        yield "on top done";
      }
      case "drain" -> {
        new Thread(() -> operate(who, command)).start(); // Blocks to its end.
        yield "drain done";
      }
      case "leave" -> {
        new Thread(
                () ->
                    System.out.println(
                        who + " left: " + Objects.requireNonNull(peers.get(who)).apply("close")))
            .start();
        ObjectName bean = new ObjectName("io.lameduck:type=Drain,name=" + who);
        while (Boolean.TRUE.equals(
            ManagementFactory.getPlatformMBeanServer().getAttribute(bean, "Resumable"))) {
          Thread.onSpinWait(); // Until the stop of the application has joined the drain.
        }
        yield "leave done";
      }
      case "resume" -> "resume " + operate(who, command);
      default -> peer(who).apply(command);
    };
  }

  private static UnaryOperator<String> peer(String name) throws Exception {
    UnaryOperator<String> tenant = peers.get(name);
    if (tenant == null) {
      ClassLoader loader = newLoader();
      loaders.put(name, new WeakReference<>(loader));
      tenant = as(loader.loadClass(Peer.class.getName()).getConstructor().newInstance());
      peers.put(name, tenant);
    }
    return tenant;
  }

  @SuppressWarnings("unchecked") // A Peer of another loader, whose type says so.
  private static UnaryOperator<String> as(Object made) {
    return (UnaryOperator<String>) made;
  }

  /** Sees the JDK and its own copy of everything else. */
  private static ClassLoader newLoader() throws IOException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
  }

  /** As an operator does, by JMX. */
  private static @Nullable Object operate(String who, String operation) {
    try {
      return ManagementFactory.getPlatformMBeanServer()
          .invoke(new ObjectName("io.lameduck:type=Drain,name=" + who), operation, null, null);
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Class loaders go with a collection that unloads classes; one may not be enough. */
  private static boolean isCollected(String who) {
    WeakReference<ClassLoader> loader = Objects.requireNonNull(loaders.get(who));
    for (int i = 0; i < 10 && loader.get() != null; i++) {
      System.gc();
    }
    return loader.get() == null;
  }

  private static void putOnTop() throws ReflectiveOperationException {
    OsSignal signal = new OsSignal("TERM");
    AtomicReference<Runnable> slot = new AtomicReference<>();
    below = signal.install(signal.handler(slot));
    slot.set(
        () -> {
          System.out.println("TOP");
          try {
            signal.deliverTo(Objects.requireNonNull(below));
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
