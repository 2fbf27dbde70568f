package io.lameduck.tck.load;

/** How an instance is told to stop. */
public enum StopWay {
  /** The signal, as a container gets it. */
  SIGTERM("SIGTERM", 143),
  /** The server's own command-line tool. */
  COMMAND("stop command", 0);

  private final String label;
  private final int exitCode;

  StopWay(String label, int exitCode) {
    this.label = label;
    this.exitCode = exitCode;
  }

  /** For reports. */
  public String label() {
    return label;
  }

  /** With which the process ends where all went well. */
  public int exitCode() {
    return exitCode;
  }
}
