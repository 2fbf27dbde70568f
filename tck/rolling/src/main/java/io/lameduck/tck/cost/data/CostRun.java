package io.lameduck.tck.cost.data;

import io.lameduck.tck.rolling.data.Machine;
import java.util.List;

/**
 * One run.
 *
 * @param command that repeats it
 * @param started date and time, ISO 8601
 * @param seconds that it took
 * @param note what whoever ran it wants readers to know; may be empty
 * @param machine on which servers and load ran
 * @param generator of the load, name and version
 * @param comparisons of throughput
 * @param startUps one for each number of WARs
 */
public record CostRun(
    String command,
    String started,
    long seconds,
    String note,
    Machine machine,
    String generator,
    List<Comparison> comparisons,
    List<StartUp> startUps) {

  public CostRun {
    comparisons = List.copyOf(comparisons);
    startUps = List.copyOf(startUps);
  }
}
