package io.lameduck.tck.measured;

import com.sun.management.OperatingSystemMXBean;
import io.lameduck.tck.harness.Jdk;
import io.lameduck.tck.rolling.data.Machine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Asks the machine what it is. */
public final class ThisMachine {

  private ThisMachine() {}

  /**
   * What a reader has to know of it, and how busy it is now.
   *
   * @param javaHome the JDK of the servers
   * @param balancer name and version of what is between clients and servers
   */
  public static Machine describe(Path javaHome, String balancer) {
    OperatingSystemMXBean os = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Machine(
        os.getAvailableProcessors(),
        os.getTotalMemorySize() >> 20,
        line("/proc/cpuinfo", "(?m)^model name\\s*:\\s*(.+)$"),
        line("/etc/os-release", "(?m)^PRETTY_NAME=\"?([^\"\n]+)"),
        os.getName() + " " + os.getVersion(),
        Jdk.name(javaHome),
        balancer,
        Math.round(os.getSystemLoadAverage() * 10) / 10.0);
  }

  private static String line(String file, String regex) {
    try {
      return Pattern.compile(regex)
          .matcher(Files.readString(Path.of(file)))
          .results()
          .findFirst()
          .map((MatchResult match) -> match.group(1).strip())
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
