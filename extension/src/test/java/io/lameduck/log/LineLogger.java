package io.lameduck.log;

import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** A logger of one method. */
public interface LineLogger extends System.Logger {

  /** One line, whose text is complete. */
  void line(Level level, String text);

  @Override
  default String getName() {
    return "test";
  }

  @Override
  default boolean isLoggable(Level level) {
    return true;
  }

  @Override
  default void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String text,
      @Nullable Throwable thrown) {
    line(level, String.valueOf(text));
  }

  @Override
  default void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String format,
      @Nullable Object... arguments) {
    line(level, String.valueOf(format));
  }
}
