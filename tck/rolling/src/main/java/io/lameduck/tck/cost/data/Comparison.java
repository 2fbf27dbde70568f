package io.lameduck.tck.cost.data;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Two instances of one server that were loaded in turn.
 *
 * @param server name and version
 * @param first what is compared with
 * @param second what is compared
 * @param firstPerSecond requests a second of the first, over its rounds
 * @param secondPerSecond requests a second of the second, over its rounds
 * @param firstP99Millis of the first, over its rounds
 * @param secondP99Millis of the second, over its rounds
 * @param ratio the second to the first in each pair, over the pairs. Not the ratio of the two
 *     medians: when the machine is slower for a while, both rounds of a pair are
 * @param firstProcessorMicros of the first by request, over its rounds
 * @param secondProcessorMicros of the second by request, over its rounds
 * @param processorRatio of the processor time by request, the second to the first in each pair
 * @param ratioOfStarts the median ratio of each start of two instances, over the starts: it shows
 *     how far two JVMs are apart, which all pairs of one start share
 * @param pairs from which all of it comes
 */
public record Comparison(
    String server,
    String first,
    String second,
    Spread firstPerSecond,
    Spread secondPerSecond,
    Spread firstP99Millis,
    Spread secondP99Millis,
    Spread ratio,
    Spread firstProcessorMicros,
    Spread secondProcessorMicros,
    Spread processorRatio,
    Spread ratioOfStarts,
    List<Pair> pairs) {

  public Comparison {
    pairs = List.copyOf(pairs);
  }

  /** What the pairs say. */
  public static Comparison of(String server, String first, String second, List<Pair> pairs) {
    return new Comparison(
        server,
        first,
        second,
        spread(pairs, Pair::first, Round::perSecond),
        spread(pairs, Pair::second, Round::perSecond),
        spread(pairs, Pair::first, Round::p99Millis),
        spread(pairs, Pair::second, Round::p99Millis),
        Spread.of(pairs.stream().map(Pair::ratio).toList()),
        spread(pairs, Pair::first, Round::processorMicros),
        spread(pairs, Pair::second, Round::processorMicros),
        Spread.of(pairs.stream().map(Pair::processorRatio).toList()),
        Spread.of(
            pairs.stream()
                .collect(groupingBy(Pair::instances, mapping(Pair::ratio, toList())))
                .values()
                .stream()
                .map(ratios -> Spread.of(ratios).median())
                .toList()),
        pairs);
  }

  private static Spread spread(
      List<Pair> pairs, Function<Pair, Round> side, ToDoubleFunction<Round> figure) {
    return Spread.of(pairs.stream().map(side).map(figure::applyAsDouble).toList());
  }
}
