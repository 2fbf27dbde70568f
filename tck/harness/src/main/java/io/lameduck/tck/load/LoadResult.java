package io.lameduck.tck.load;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that the load has seen.
 *
 * @param requests each request that was begun, in the order of their starts
 */
public record LoadResult(List<RequestRecord> requests) {

  public LoadResult {
    requests = List.copyOf(requests);
  }

  /** The number of requests. */
  public long sent() {
    return requests.size();
  }

  /** The number of requests of one client or kind of client. */
  public long sent(Requester client) {
    return requests.stream().filter(r -> r.client().equals(client)).count();
  }

  /** The requests that failed, in the order of their starts. */
  public List<RequestRecord> failures() {
    return requests.stream().filter(r -> !r.outcome().ok()).toList();
  }

  /** The number of requests that failed. */
  public long failed() {
    return failures().size();
  }

  /** The number of failed requests of one client or kind of client. */
  public long failed(Requester client) {
    return failures().stream().filter(r -> r.client().equals(client)).count();
  }

  /**
   * The number of failed requests by {@link Outcome#label()}; kinds that did not occur are absent.
   */
  public SortedMap<String, Long> failedByKind() {
    return failures().stream()
        .collect(groupingBy(r -> r.outcome().label(), TreeMap::new, counting()));
  }

  /** One line, for example {@code 27205 sent, 393 failed (http-503 185, refused 208; slow 12)}. */
  public String summary() {
    String kinds =
        failedByKind().entrySet().stream()
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(joining(", "));
    String clients =
        failures().stream()
            .collect(groupingBy(r -> r.client().label(), TreeMap::new, counting()))
            .entrySet()
            .stream()
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(joining(", "));
    String detail = kinds.isEmpty() ? "" : " (" + kinds + "; by client: " + clients + ")";
    return String.format(Locale.ROOT, "%d sent, %d failed%s", sent(), failed(), detail);
  }
}
