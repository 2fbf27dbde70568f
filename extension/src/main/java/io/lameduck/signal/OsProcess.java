package io.lameduck.signal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A process, as Linux shows it in its folder of {@code /proc} (proc_pid_status(5)).
 *
 * @param pid in the namespace of that {@code /proc}
 * @param parent 0 if that is outside of it
 * @param namespaces how many there are from that of {@code /proc} down to its own
 * @param name of its program, in 15 bytes; of a script, not of the shell that runs it
 * @param catchesTerm whether it has a handler for SIGTERM
 * @param words of its command line
 */
record OsProcess(
    long pid, long parent, int namespaces, String name, boolean catchesTerm, List<String> words) {

  /** In the mask, the lowest bit is signal 1; SIGTERM is 15. */
  private static final long TERM = 1L << 14;

  private static final int COMMAND_BYTES = 4096;
  private static final int SHOWN = 200;

  private static final Set<String> SHELLS =
      Set.of(
          "sh", "ash", "bash", "csh", "dash", "fish", "hush", "ksh", "ksh93", "lksh", "mksh",
          "oksh", "pdksh", "posh", "rbash", "tcsh", "yash", "zsh");

  /** Reads what is in the memory of the kernel; never from a disk. */
  static OsProcess read(Path folder) throws IOException {
    Map<String, String> status =
        text(folder.resolve("status"))
            .lines()
            .map(line -> line.split(":\\s*", 2))
            .filter(line -> line.length == 2)
            .collect(Collectors.toMap(line -> line[0], line -> line[1].strip(), (a, b) -> a));
    return new OsProcess(
        Long.parseLong(field(status, "Pid")),
        Long.parseLong(field(status, "PPid")),
        status.getOrDefault("NSpid", "").split("\\s+").length,
        field(status, "Name"),
        (Long.parseUnsignedLong(field(status, "SigCgt"), 16) & TERM) != 0,
        List.of(text(folder.resolve("cmdline")).split("\0")));
  }

  /** By its command line: the name would be that of the script. */
  boolean isShell() {
    return shellAt() < words.size();
  }

  /** Where the shell is among the words: busybox may come before it. */
  private int shellAt() {
    int at = baseName(0).equals("busybox") ? 1 : 0;
    return at < words.size() && SHELLS.contains(baseName(at)) ? at : words.size();
  }

  /** A login shell is marked by a dash. */
  private String baseName(int at) {
    String path = words.get(at);
    String file = path.substring(path.lastIndexOf('/') + 1);
    return file.startsWith("-") ? file.substring(1) : file;
  }

  /**
   * For people. Only the shell, its options and the name of the script: what follows may be a
   * password.
   */
  @Override
  public String toString() {
    int shell = shellAt();
    int end = Math.min(shell + 1, words.size());
    boolean more = true;
    while (more && end < words.size()) {
      String word = words.get(end);
      more = word.matches("[-+].*") && !word.matches("-[a-z]*c[a-z]*");
      end += 1;
    }
    String command = String.join(" ", words.subList(0, end));
    String clean = command.replaceAll("\\p{Cntrl}", "?");
    return "PID " + pid + " (" + clean.substring(0, Math.min(SHOWN, clean.length())) + ")";
  }

  private static String field(Map<String, String> status, String name) throws IOException {
    String value = status.get(name);
    if (value == null) {
      throw new IOException("no " + name + " in the status of a process");
    }
    return value;
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(COMMAND_BYTES), StandardCharsets.UTF_8);
    }
  }
}
