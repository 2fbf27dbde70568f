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

  void debug(String id, Throwable cause, String format, Object... arguments) {
    write(Level.DEBUG, id, cause, format, arguments);
  }

  void info(String id, String format, Object... arguments) {
    write(Level.INFO, id, null, format, arguments);
  }

  void warn(String id, String format, Object... arguments) {
    write(Level.WARNING, id, null, format, arguments);
  }

  void warn(String id, Throwable cause, String format, Object... arguments) {
    write(Level.WARNING, id, cause, format, arguments);
  }

  void error(String id, String format, Object... arguments) {
    write(Level.ERROR, id, null, format, arguments);
  }

  void error(String id, Throwable cause, String format, Object... arguments) {
    write(Level.ERROR, id, cause, format, arguments);
  }

  private void write(
      Level level, String id, @Nullable Throwable cause, String format, Object... arguments) {
    try {
      String text = String.format(Locale.ROOT, format, arguments);
      logger.log(level, id + ": " + text + about, cause);
    } catch (RuntimeException | Error ignored) {
      // A full heap, a class that is gone: the drain goes on without the line.
    }
  }
}
