package io.lameduck.core;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The form of a line in the log: the id, the text, the application. A logger that fails is ignored,
 * and one that hangs is not waited for: a line is not worth a request.
 */
final class LogLines {

  /** One for all loggers: they lead to the same log, and their lines keep their order. */
  private static final LineWriter WRITER = new LineWriter();

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

  void debug(String id, String format, Object... arguments) {
    write(Level.DEBUG, id, null, format, arguments);
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

  /** A whole line, as it is logged: it is one line, whatever a client has sent. */
  String line(String id, String format, Object... arguments) {
    return inOneLine(id + ": " + String.format(Locale.ROOT, format, arguments) + about);
  }

  /** With a question mark for each character that may end a line, or move the cursor. */
  private static String inOneLine(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      if (controls(text.charAt(i))) {
        char[] clean = text.toCharArray();
        for (int rest = i; rest < length; rest++) {
          clean[rest] = controls(clean[rest]) ? '?' : clean[rest];
        }
        return new String(clean);
      }
    }
    return text;
  }

  private static boolean controls(char one) {
    int type = Character.getType(one);
    return type == Character.CONTROL
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  private void write(
      Level level, String id, @Nullable Throwable cause, String format, Object... arguments) {
    try {
      WRITER.write(logger, level, line(id, format, arguments), cause);
    } catch (RuntimeException | Error ignored) {
      // As below, and without a lambda: the first link of one needs more room than the line.
    }
  }

  /** Writes what {@link #line} makes; here, so that a failure to make it costs only the line. */
  void write(Level level, Supplier<String> line, @Nullable Throwable cause) {
    try {
      WRITER.write(logger, level, line.get(), cause);
    } catch (RuntimeException | Error ignored) {
      // A full heap, a class that is gone: the drain goes on without the line.
    }
  }
}
