package io.lameduck.tck.harness;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One answer of a health endpoint.
 *
 * @param status of HTTP
 * @param lameduck the check of that name, where it is there
 */
public record Health(int status, Optional<Check> lameduck) {

  /** The check {@code lameduck} with its data; {@code since} is read as ISO 8601. */
  public record Check(String status, String phase, int activeRequests, OffsetDateTime since) {}

  /**
   * Asks on a connection of its own.
   *
   * @param port of health
   * @param path for example {@code /health/ready}
   * @param headerLine one more line of the request
   * @param bound of the whole exchange
   */
  public static Health ask(int port, String path, String headerLine, Duration bound)
      throws ExchangeFailed {
    try (RawConnection connection = RawConnection.open(port, bound)) {
      return of(connection.get(path, headerLine));
    }
  }

  /**
   * A server that is half gone may answer with a page instead, or ask the check of an application
   * that is gone: neither tells anything.
   */
  public static Health of(RawResponse response) {
    if (!response.text().startsWith("{")) {
      return new Health(response.status(), Optional.empty());
    }
    try (JsonReader reader = Json.createReader(new StringReader(response.text()))) {
      return new Health(
          response.status(),
          reader.readObject().getJsonArray("checks").stream()
              .map(JsonValue::asJsonObject)
              .filter(check -> check.getString("name").equals("lameduck"))
              .filter(Health::hasData)
              .findFirst()
              .map(Health::check));
    }
  }

  /** The check, which the test requires. */
  public Check check() {
    return lameduck.orElseThrow(() -> new AssertionError("no check named lameduck: " + this));
  }

  private static boolean hasData(JsonObject check) {
    JsonObject data = check.getJsonObject("data");
    return data != null && !data.isEmpty();
  }

  /** MicroProfile Health leaves the form of the data open; some servers write all of it as text. */
  private static int number(@Nullable JsonValue value) {
    return value instanceof JsonString text
        ? Integer.parseInt(text.getString())
        : ((JsonNumber) Objects.requireNonNull(value)).intValueExact();
  }

  private static Check check(JsonObject check) {
    JsonObject data = check.getJsonObject("data");
    return new Check(
        check.getString("status"),
        data.getString("phase"),
        number(data.get("activeRequests")),
        OffsetDateTime.parse(data.getString("since")));
  }
}
