package io.lameduck.tck.compare;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.RawConnection;
import io.lameduck.tck.harness.RawHead;
import io.lameduck.tck.harness.RawHttp2;
import io.lameduck.tck.harness.RawResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * One of the applications that are compared.
 *
 * @param port of its server
 * @param contextPath as long as that of the others
 */
public record Side(int port, String contextPath) {

  private static final Duration BOUND = Duration.ofSeconds(6);

  /** On an error page; every filter is among them, and of a HEAD there is but the length. */
  private static final Pattern STACK_FRAME =
      Pattern.compile("^(<pre>|<div id=\"stack\">)?\\s*at [^ ]+\\(.*\\)");

  /** Longer is a page whose trace is all in one line. */
  private static final int PAGE = 300;

  private static final Pattern LENGTH = Pattern.compile("(?i)^(content-length:|body,).*");

  /** Over HTTP/2, more than the length says: a page with a trace, perhaps. */
  private static final Pattern TOO_LONG = Pattern.compile("^CUT_OFF: \\d+ of 0 bytes");

  private static final AtomicLong IDS = new AtomicLong();

  /** Runs the script, and tells of the response, and of all that the application has recorded. */
  List<String> run(Script script) throws IOException {
    String id = "i" + IDS.incrementAndGet();
    List<String> headers = new ArrayList<>(script.headers());
    headers.add("X-Id: " + id);
    headers.add("X-Script: " + script.text());
    String target = contextPath + "/compare/run/path?x=1&y=%20z";
    String ask = contextPath + "/compare/record?id=" + id;
    List<String> response;
    List<String> lines = new ArrayList<>();
    if (script.http2()) {
      response = overHttp2(script, target, headers);
      lines.addAll(record(ask));
    } else {
      try (Http1Client client = new Http1Client(port)) {
        response = client.exchange(script.method(), target, headers, script.body());
        List<String> next = client.exchange("GET", ask, List.of(), "");
        boolean kept = next.get(0).endsWith("200 OK") || next.get(0).endsWith("200 ");
        response.add(kept ? "connection kept" : "connection not kept");
        lines.addAll(kept ? next.subList(afterBodyLine(next), next.size()) : record(ask));
      }
    }
    boolean withTrace =
        response.get(0).contains(" 500") // Of a HEAD, too.
            || response.stream().anyMatch(line -> STACK_FRAME.matcher(line).find());
    lines.addAll(response); // What the calls have done comes first: it is the cause.
    return lines.stream()
        .map(line -> plain(line, id))
        .map(line -> withTrace ? LENGTH.matcher(line).replaceFirst("a length") : line)
        .filter(line -> !line.isEmpty() && !STACK_FRAME.matcher(line).find())
        .map(line -> withTrace && line.length() > PAGE ? "a page with a trace" : line)
        .map(Lines::shortened)
        .toList();
  }

  private static int afterBodyLine(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("body, ")) {
        return i + 1;
      }
    }
    return lines.size();
  }

  private List<String> record(String ask) throws IOException {
    try (RawConnection connection = RawConnection.open(port, BOUND)) {
      return Lines.of(connection.get(ask).text());
    }
  }

  private List<String> overHttp2(Script script, String target, List<String> headers)
      throws IOException {
    List<String> lines = new ArrayList<>();
    try (RawHttp2 connection = RawHttp2.open(port, BOUND)) {
      RawResponse response =
          connection
              .request(
                  script.method(),
                  target,
                  script.body().getBytes(StandardCharsets.ISO_8859_1),
                  headers.toArray(String[]::new))
              .join();
      lines.add("HTTP/2 " + response.status());
      for (RawHead.Field field : response.head().fields()) {
        if (!field.name().equals("date")) {
          lines.add(field.name() + ": " + field.value());
        }
      }
      lines.add("body, " + response.length() + " bytes:");
      lines.addAll(Lines.of(new String(response.body(), StandardCharsets.ISO_8859_1)));
      for (RawHead.Field field : response.trailers()) {
        lines.add("trailer " + field.name() + ": " + field.value());
      }
    } catch (CompletionException e) {
      String failure =
          e.getCause() instanceof ExchangeFailed failed ? failed.getMessage() : e.toString();
      lines.add(
          TOO_LONG.matcher(String.valueOf(failure)).replaceFirst("CUT_OFF: more than 0 bytes"));
    }
    return lines;
  }

  /** Without what is of this application, of this request, or of the moment. */
  private String plain(String line, String id) {
    return line.replace(contextPath.substring(1), "ctx")
        .replace(id, "id")
        .replace("localhost:" + port, "localhost:port")
        .replaceAll("(?i)(jsessionid=)[^;&\"<>\\s]+", "$1session");
  }
}
