package io.lameduck.tck.measured;

import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What was asked for in properties with one prefix. All of them have to be there: the defaults are
 * in the pom, where whoever runs it can see them.
 */
public final class Asked {

  private final String prefix;
  private final Properties properties;

  /**
   * @param prefix without its dot
   */
  public Asked(String prefix, Properties properties) {
    this.prefix = prefix;
    this.properties = properties;
  }

  /**
   * The values between the commas.
   *
   * @throws IllegalArgumentException with the key, if the function does not take one of them
   */
  public <T> List<T> list(String key, Function<String, T> parse) {
    return Stream.of(text(key).split(",")).map(part -> parse(key, part.strip(), parse)).toList();
  }

  /**
   * A single value.
   *
   * @throws IllegalArgumentException with the key, if the function does not take it
   */
  public <T> T one(String key, Function<String, T> parse) {
    return parse(key, text(key), parse);
  }

  /**
   * As it is.
   *
   * @throws IllegalArgumentException if it is missing
   */
  public String text(String key) {
    String text = properties.getProperty(prefix + "." + key);
    if (text == null) {
      throw new IllegalArgumentException(
          "the system property %s.%s is missing".formatted(prefix, key));
    }
    return text;
  }

  /** The keys with their values, as the words of a command that asks for the same. */
  public String words(List<String> keys) {
    StringBuilder words = new StringBuilder();
    for (String key : keys) {
      words.append(" -D").append(prefix).append('.').append(key).append('=').append(text(key));
    }
    return words.toString();
  }

  private <T> T parse(String key, String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s.%s: '%s' is not allowed: %s".formatted(prefix, key, text, e.getMessage()), e);
    }
  }
}
