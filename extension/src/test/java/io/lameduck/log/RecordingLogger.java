package io.lameduck.log;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps what is logged, as {@code LEVEL text}. */
public final class RecordingLogger implements LineLogger {

  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void line(Level level, String text) {
    lines.add(level + " " + text);
  }
}
