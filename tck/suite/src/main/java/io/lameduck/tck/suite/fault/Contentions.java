package io.lameduck.tck.suite.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.RawConnection;
import io.lameduck.tck.suite.fixture.Exchange;
import io.lameduck.tck.suite.fixture.Instance;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What becomes of the application's locks in one server: each is needed by a callback while another
 * thread holds it and makes a call.
 */
final class Contentions {

  private static final Pattern OUTCOME = Pattern.compile("CONTENTION (.+?): ([A-Z]+)\\b");

  private static final List<String> OF_BOTH =
      List.of(
          "response.flushBuffer",
          "response.header",
          "request.read",
          "async.complete",
          "async.dispatch",
          "async.rest");

  private static final List<String> BY_WRITER =
      with(
          "writer.write",
          "writer.println",
          "writer.printf",
          "writer.flush",
          "writer.checkError",
          "writer.close");

  private static final List<String> BY_STREAM =
      with("stream.write", "stream.flush", "stream.close");

  /** After them no data may come. */
  private static final Set<String> ENDING = Set.of("async.complete", "async.dispatch");

  private final Instance server;
  private final String prefix;
  private final Set<String> leftOut;
  private final List<String> begun = new ArrayList<>();
  private final List<Exchange> exchanges = new ArrayList<>();

  /** The names of these begin so; leaves out what deadlocks in the container by itself. */
  Contentions(Instance server, String prefix) {
    this(server, prefix, ContainerLocks.ofThisServer());
  }

  Contentions(Instance server, String prefix, Set<String> leftOut) {
    this.server = server;
    this.prefix = prefix;
    this.leftOut = leftOut;
  }

  private static List<String> with(String... calls) {
    List<String> all = new ArrayList<>(List.of(calls));
    all.addAll(OF_BOTH);
    return all;
  }

  /** Every call during a callback of every listener of an exchange. */
  void onExchanges(List<String> callbacks) throws ExchangeFailed, InterruptedException {
    for (String callback : callbacks) {
      for (String body : List.of("plain", "events")) {
        onExchanges(callback, body, "writer");
        onExchanges(callback, body, "stream");
      }
    }
  }

  /** Every call during that callback of such an exchange. */
  void onExchanges(String callback, String body, String by)
      throws ExchangeFailed, InterruptedException {
    if (callback.equals("writable") && by.equals("writer")) {
      return; // A write listener belongs to a stream.
    }
    for (String call : by.equals("writer") ? BY_WRITER : BY_STREAM) {
      onExchange(callback, body, by, call);
    }
    if (!callback.equals("drain")) {
      awaitOutcomes();
    }
  }

  /** That call during that callback. */
  void onExchange(String callback, String body, String by, String call) {
    if (leftOut.contains(callback + " " + call)) {
      return;
    }
    String name = begin(callback + " " + body + " " + by + " " + call);
    String path =
        "/contended?name=%s&callback=%s&body=%s&by=%s&call=%s"
            .formatted(URLEncoder.encode(name, UTF_8), callback, body, by, call);
    if (callback.equals("blocked")) {
      exchanges.add(server.sendNarrowly(path, 1));
      return;
    }
    Exchange exchange = server.send(path);
    exchanges.add(exchange);
    if (callback.equals("gone")) {
      exchange.awaitHead();
      exchange.abort();
    }
  }

  /** Every call during the callbacks of a read listener. */
  void onReads(String body) throws ExchangeFailed, InterruptedException {
    for (String call : BY_STREAM) {
      if (leftOut.contains("read " + call)) {
        continue;
      }
      String name = prefix + "read " + body + " " + call;
      begun.add(name + ", all");
      if (!ENDING.contains(call)) {
        begun.add(name + ", data");
      }
      CompletableFuture<Void> unused = CompletableFuture.runAsync(() -> post(name, body, call));
    }
    awaitOutcomes();
  }

  private void post(String name, String body, String call) {
    String target =
        "/app/contended-read?name=%s&body=%s&call=%s"
            .formatted(URLEncoder.encode(name, UTF_8), body, call);
    try (RawConnection connection = server.connect()) {
      connection.send("POST", target, "Content-Length: 3");
      connection.sendBody("abc".getBytes(UTF_8));
      connection.receive();
    } catch (ExchangeFailed e) {
      // The calls may have spoilt the response.
    }
  }

  /** Opens an exchange that calls of other callbacks are made on. */
  void open(String name, String by) {
    Exchange exchange = server.send("/contended?body=events&by=" + by + "&name=" + name);
    exchange.awaitHead();
    exchanges.add(exchange);
  }

  /** When that callback comes, it needs as many locks, and these calls are made under them. */
  void arm(String hook, String open, List<String> calls) throws ExchangeFailed {
    for (String call : calls) {
      String name = begin(hook + " " + open + " " + call);
      String path =
          "/hook?hook=%s&open=%s&call=%s&name=%s"
              .formatted(hook, open, call, URLEncoder.encode(name, UTF_8));
      assertThat(server.get(path).status()).isEqualTo(200);
    }
  }

  private String begin(String name) {
    begun.add(prefix + name);
    return prefix + name;
  }

  /** Blocks until all that have begun are over. */
  void awaitOutcomes() throws InterruptedException {
    for (String name : begun) {
      server.awaitLog("CONTENTION " + name + ": ");
    }
  }

  /** By the log of the server: those that did not pass. */
  static List<String> failed(String log) {
    return outcomes(log).entrySet().stream()
        .filter(outcome -> !outcome.getValue().equals("PASSED"))
        // Not every server tells the application that its client has gone.
        .filter(outcome -> !outcome.toString().matches(".*, gone .*=UNCALLED"))
        .map(outcome -> outcome.getKey() + ": " + outcome.getValue())
        .toList();
  }

  /** By the log of the server: the callbacks and calls of exchanges that deadlocked. */
  static Set<String> deadlocked(String log) {
    return outcomes(log).entrySet().stream()
        .filter(outcome -> outcome.getValue().equals("DEADLOCK"))
        .map(outcome -> outcome.getKey().replaceAll("^.*, (\\S+) .*?(\\S+)$", "$1 $2"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The outcome of each, by name. */
  private static Map<String, String> outcomes(String log) {
    Map<String, String> outcomes = new TreeMap<>();
    log.lines()
        .flatMap(line -> OUTCOME.matcher(line).results())
        .forEach(outcome -> outcomes.put(outcome.group(1), outcome.group(2)));
    return outcomes;
  }
}
