package io.lameduck.signal;

import io.lameduck.log.Log;
import io.lameduck.log.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The processes from the first of the container down to this JVM. SIGTERM goes to the first one
 * alone, and each has to pass it on. A shell does not, unless it has a trap: as PID 1 the kernel
 * does not even give it a signal that it has no handler for (pid_namespaces(7)); as another process
 * it dies, whatever waits for it ends, and the JVM is killed with the container.
 *
 * <p>Other programs are taken to pass it on: an init such as tini is made for that.
 */
public final class ProcessTree {

  /**
   * That of the machine itself, which no container has, unless it was asked to share it. The number
   * is part of the kernel's interface (Linux, {@code PROC_PID_INIT_INO}, 0xEFFFFFFC). What people
   * look at besides, such as {@code /.dockerenv} or the names of control groups, depends on who
   * made the container.
   */
  private static final String MACHINE = "pid:[4026531836]";

  /** If all containers of a pod share one namespace, its first process is not one of them. */
  private static final String PAUSE = "pause";

  /** Against a tree that changes while it is read. */
  private static final int DEEPEST = 100;

  /** Deployments have each their own copy of this class, and a JVM has one process tree. */
  private static final String CHECKED = "io.lameduck.processes.checked";

  private final Path proc;

  ProcessTree(Path proc) {
    this.proc = proc;
  }

  /**
   * Warns if a shell does not forward the signal to this JVM; only the first call in a JVM does
   * anything.
   */
  public static void check(Log log) {
    try {
      if (System.getProperties().putIfAbsent(CHECKED, "true") != null) {
        return;
      }
      List<String> shells = new ProcessTree(Path.of("/proc")).shellsThatDoNotForward();
      if (!shells.isEmpty()) {
        log.write(Message.SIGNAL_NOT_FORWARDED, String.join(", ", shells));
      }
    } catch (IOException | RuntimeException e) {
      log.failure(e, Message.PROCESSES_UNKNOWN);
    }
  }

  /**
   * From the top, as people call them. Empty outside of a container, under a whole init system,
   * which tells all processes by itself, and if there is no {@code /proc}.
   *
   * @throws IOException if it cannot be read
   */
  List<String> shellsThatDoNotForward() throws IOException {
    Path self = proc.resolve("self");
    if (!Files.exists(self.resolve("status"))
        || Files.readSymbolicLink(self.resolve("ns/pid")).toString().equals(MACHINE)) {
      return List.of();
    }
    OsProcess process = OsProcess.read(self);
    if (process.namespaces() > 1) {
      return List.of(); // This /proc is not the container's own.
    }
    List<OsProcess> above = new ArrayList<>();
    while (process.parent() > 0 && above.size() < DEEPEST) {
      process = OsProcess.read(proc.resolve(Long.toString(process.parent())));
      above.add(0, process);
    }
    if (above.isEmpty() || !getsTheSignal(above.get(0))) {
      return List.of();
    }
    return above.stream()
        .filter(OsProcess::isShell)
        .filter(shell -> !shell.catchesTerm())
        .map(OsProcess::toString)
        .toList();
  }

  /** Not if the JVM was started by hand in a container that was there. */
  private boolean getsTheSignal(OsProcess top) throws IOException {
    if (top.pid() == 1) {
      return !top.name().equals("systemd") && !top.name().startsWith("init");
    }
    return top.parent() == 0 && OsProcess.read(proc.resolve("1")).name().equals(PAUSE);
  }
}
