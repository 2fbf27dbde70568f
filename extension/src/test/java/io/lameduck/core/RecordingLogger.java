package io.lameduck.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** Keeps what is logged, as {@code LEVEL text}. */
public class RecordingLogger implements System.Logger {

  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public String getName() {
    return "test";
  }

  @Override
  public boolean isLoggable(Level level) {
    return true;
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String text,
      @Nullable Throwable thrown) {
    lines.add(level + " " + text);
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String format,
      @Nullable Object... arguments) {
    lines.add(level + " " + format);
  }
}
