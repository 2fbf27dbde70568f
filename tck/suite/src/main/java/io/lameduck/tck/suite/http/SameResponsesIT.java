package io.lameduck.tck.suite.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.RawConnection;
import io.lameduck.tck.harness.RawHead;
import io.lameduck.tck.harness.RawHttp2;
import io.lameduck.tck.harness.RawResponse;
import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.Exchange;
import io.lameduck.tck.suite.fixture.InsideJvm;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * One server has the application twice, with the jar and without it: what comes over the wire has
 * to be the same. A server may treat the response that a filter has wrapped in another way than its
 * own.
 */
@BlackBox("Outside a drain responses are the same as without the jar")
class SameResponsesIT {

  private static final String BARE = "/raw";
  private static final String WITH_THE_JAR = "/app";

  /** Of one length, for a page of the server that names it says its length, too. */
  private static final List<TestWar> WARS =
      List.of(
          TestWar.withLameduck().named("app").with("response"),
          TestWar.bare().named("raw").with("response"));

  /**
   * The last one takes its time: Payara loses a dispatch that another thread asks for just while
   * the servlet returns. {@code AsyncContextImpl.dispatch} reads that it has to be put off, and
   * loads a class before it puts it down; {@code onExitService} may have looked for it by then. No
   * code of the jar is on that way, but it has been seen with the jar only (Payara Server
   * 6.2025.9).
   */
  private static final List<String> PATHS =
      List.of(
          "/response/writer",
          "/response/stream",
          "/response/sized",
          "/response/flushed",
          "/response/flushed-at-the-end",
          "/response/flushed-stream",
          "/response/closed",
          "/response/empty",
          "/response/no-content",
          "/response/not-modified",
          "/response/reset",
          "/response/redirect",
          "/response/error",
          "/response/forward",
          "/response/forward-to-stream",
          "/response/forward-to-large",
          "/response/include",
          "/response/large",
          "/response/unknown",
          "/",
          "/static.txt",
          "/missing",
          "/api/hello",
          "/api/slow-async?ms=0",
          "/slow-async?ms=0",
          "/slow-dispatch?ms=400",
          "/async-timeout");

  /** Of one body each that is written at once: how many frames are made of others is chance. */
  private static final List<String> OVER_HTTP2 =
      List.of(
          "/api/hello",
          "/response/writer",
          "/response/sized",
          "/response/no-content",
          "/response/error",
          "/static.txt",
          "/missing",
          "/slow-async?ms=0");

  /** Of the moment, or of the file that was unpacked. */
  private static final Set<String> NOT_COMPARED = Set.of("Date", "Last-Modified", "ETag");

  @Test
  void allAreTheSameUntilTheServerStops() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(WARS)) {
      SoftAssertions soft = new SoftAssertions();
      for (String path : PATHS) {
        for (String method : methods(path)) {
          soft.assertThat(seen(server, method, WITH_THE_JAR, path))
              .as(method + " " + path)
              .isEqualTo(seen(server, method, BARE, path));
        }
      }
      soft.assertThat(frames(server, WITH_THE_JAR))
          .as("frames of HTTP/2")
          .isEqualTo(frames(server, BARE));
      soft.assertAll();

      // And the comparison finds a difference, where there has to be one.
      server.sigterm();
      server.awaitLog("LD0002: ");
      String path = PATHS.get(0);
      List<String> announced = seen(server, "GET", WITH_THE_JAR, path);
      assertThat(announced).contains("Connection: [close]");
      assertThat(announced).isNotEqualTo(seen(server, "GET", BARE, path));
    }
  }

  /**
   * After a forward the servers differ in whether they tell a HEAD how long the body would be, and
   * one of them does only where the response is wrapped. They may (RFC 9110, 8.6).
   */
  private static List<String> methods(String path) {
    return path.startsWith("/response/forward") ? List.of("GET") : List.of("GET", "HEAD");
  }

  /**
   * Each frame of one HTTP/2 connection that the server sends, from its preface on. Not how long a
   * header block is: that depends on the digits of a date in it (RFC 7541, 5.2).
   */
  private static List<String> frames(Instance server, String context) throws ExchangeFailed {
    try (RawHttp2 connection = RawHttp2.open(server.httpPort(), Exchange.BOUND)) {
      for (String path : OVER_HTTP2) {
        RawResponse unused = connection.get(context + path).join();
      }
      connection.ping();
      return connection.frameHeads().stream()
          .map(frame -> frame.replaceFirst("^(type 1, .*), \\d+ bytes$", "$1"))
          .toList();
    }
  }

  /** Everything of the response that can be told, with the fields by their names. */
  private static List<String> seen(Instance server, String method, String context, String path) {
    try (RawConnection connection = server.connect()) {
      connection.send(method, context + path);
      RawHead head = connection.receiveHead();
      TreeMap<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      for (RawHead.Field field : head.fields()) {
        fields.computeIfAbsent(field.name(), name -> new ArrayList<>()).add(field.value());
      }
      fields.keySet().removeAll(NOT_COMPARED);
      List<String> seen = new ArrayList<>();
      seen.add(head.version() + " " + head.status());
      fields.forEach((name, values) -> seen.add(name + ": " + values));
      seen.add(method.equals("HEAD") ? "" : connection.receiveBody(head).text());
      return seen.stream().map(line -> line.replace(context + "/", "/context/")).toList();
    } catch (ExchangeFailed e) {
      String threads = new InsideJvm(server.pid()).threads();
      throw new AssertionError(
          "no answer to %s %s%s, while the server did this:\n%s"
              .formatted(method, context, path, threads),
          e);
    }
  }
}
