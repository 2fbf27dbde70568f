package io.lameduck.tck.cost;

import java.time.Duration;

/**
 * The processor time of a process, from a moment on. Where a load keeps a small machine busy, it
 * says more than requests a second do: who has to wait for the processor uses none.
 */
final class ProcessorTime {

  private final ProcessHandle process;
  private final Duration before;

  private ProcessorTime(ProcessHandle process) {
    this.process = process;
    before = total(process);
  }

  /**
   * From now on.
   *
   * @throws IllegalStateException if there is no such process, or the system does not say
   */
  static ProcessorTime of(long pid) {
    return new ProcessorTime(process(pid));
  }

  /**
   * All that it has used, as {@link #used}.
   *
   * @throws IllegalStateException as both
   */
  static Duration sinceItsStart(long pid) {
    return total(process(pid));
  }

  /**
   * What all its threads have used since then, user and system, in steps of the system's clock (10
   * ms on Linux).
   *
   * @throws IllegalStateException if the process has ended
   */
  Duration used() {
    return total(process).minus(before);
  }

  private static ProcessHandle process(long pid) {
    return ProcessHandle.of(pid).orElseThrow(() -> new IllegalStateException("no process " + pid));
  }

  private static Duration total(ProcessHandle process) {
    return process
        .info()
        .totalCpuDuration()
        .orElseThrow(() -> new IllegalStateException("no processor time of " + process.pid()));
  }
}
