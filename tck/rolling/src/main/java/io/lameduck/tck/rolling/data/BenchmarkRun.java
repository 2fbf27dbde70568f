package io.lameduck.tck.rolling.data;

import java.util.List;

/**
 * One run of the benchmark.
 *
 * @param command that repeats it
 * @param started date and time, ISO 8601
 * @param seconds that it took
 * @param note what whoever ran it wants readers to know; may be empty
 * @param machine on which everything ran: servers, balancer and clients
 * @param rows one for each combination of what was asked for
 */
public record BenchmarkRun(
    String command, String started, long seconds, String note, Machine machine, List<Row> rows) {

  public BenchmarkRun {
    rows = List.copyOf(rows);
  }
}
