package io.lameduck.core;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The form of a line in the log: the id, the text, the application. A logger that fails is ignored:
 * a line is not worth a request.
 */
final class LogLines {

  private final Logger logger;
  private volatile String about = "";

  LogLines(Logger logger) {
    this.logger = logger;
  }

  void about(String application) {
    about = " [" + application + "]";
  }

  void write(
      Level level, String id, @Nullable Throwable cause, String format, Object... arguments) {
    try {
      String text = String.format(Locale.ROOT, format, arguments);
      logger.log(level, id + ": " + text + about, cause);
    } catch (RuntimeException | Error ignored) {
      // A full heap, a class that is gone: the drain goes on without the line.
    }
  }
}
