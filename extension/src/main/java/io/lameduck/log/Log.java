package io.lameduck.log;

import java.lang.System.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@link Message messages} to the log of the server, each with its id and the name of the
 * application. A logger that fails is ignored, and one that hangs is not waited for: a line is not
 * worth a request. Takes plain values only; never throws.
 */
public final class Log {

  /** One for all loggers: they lead to the same log, and their lines keep their order. */
  private static final LineWriter WRITER = new LineWriter();

  private final Logger logger;
  private volatile String application = "";

  /** Writes to the given logger. */
  public Log(Logger logger) {
    this.logger = logger;
  }

  /** Writes to the logger {@code io.lameduck} of the platform. */
  public static Log ofPlatform() {
    return new Log(System.getLogger("io.lameduck"));
  }

  /** Adds the context path of the application to every further line: several may share a log. */
  public Log about(String contextPath) {
    application = " [" + (contextPath.isEmpty() ? "/" : contextPath) + "]";
    return this;
  }

  /** Writes a line. */
  public void write(Message message, @Nullable Object... values) {
    write(null, message, values);
  }

  /** Writes a line without a value, and a stack trace. Needs hardly any memory. */
  public void failure(Throwable cause, Message message) {
    write(cause, message, (Object[]) null);
  }

  /** Writes a line and a stack trace. */
  public void failure(Throwable cause, Message message, @Nullable Object... values) {
    write(cause, message, values);
  }

  private void write(
      @Nullable Throwable cause, Message message, @Nullable Object @Nullable [] values) {
    try {
      WRITER.write(logger, message.level(), line(message, values), cause);
    } catch (RuntimeException | Error ignored) {
      // A full heap, a class that is gone: the drain goes on without the line.
    }
  }

  /** The whole line as it is logged: one line, whatever a client has sent. */
  public String line(Message message, @Nullable Object @Nullable ... values) {
    return inOneLine(message.format(values) + application);
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
}
