package io.lameduck.tck.app.compare;

import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes an argument of a type from its word in the script; {@code ~} is null, {@code ^} is empty.
 */
final class Arguments {

  private final Interpreter interpreter;

  Arguments(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  @Nullable Object value(Class<?> type, String word) throws IOException {
    if (word.equals("~")) {
      return null;
    }
    if (type.isPrimitive()) {
      return primitive(type, word);
    }
    if (type == Object.class && word.equals("bound")) {
      return new Bound(interpreter.record());
    }
    if (type == String.class || type == Object.class || type == CharSequence.class) {
      return text(word);
    }
    if (type == byte[].class) {
      return text(word).getBytes(StandardCharsets.UTF_8);
    }
    if (type == char[].class) {
      return text(word).toCharArray();
    }
    if (type == Object[].class) {
      return new Object[] {word, 1};
    }
    if (type == String[].class) {
      return new String[] {word};
    }
    if (type == Locale.class) {
      return Locale.forLanguageTag(word);
    }
    if (type == Cookie.class) {
      return new Cookie("c", word);
    }
    if (type == OutputStream.class) {
      return OutputStream.nullOutputStream();
    }
    if (type == Writer.class) {
      return Writer.nullWriter();
    }
    if (type == CharBuffer.class) {
      return CharBuffer.allocate(16);
    }
    if (type == Supplier.class) {
      Supplier<Map<String, String>> trailers = () -> Map.of("X-Trailer", word);
      return trailers;
    }
    return ofServlet(type, word);
  }

  private static Object primitive(Class<?> type, String word) {
    return switch (type.getName()) {
      case "int" -> Integer.parseInt(word);
      case "long" -> Long.parseLong(word);
      case "boolean" -> Boolean.parseBoolean(word);
      case "char" -> word.charAt(0);
      case "double" -> Double.parseDouble(word);
      case "float" -> Float.parseFloat(word);
      default -> throw new IllegalArgumentException(type + " " + word);
    };
  }

  /** {@code @9000} is a text of that length, {@code $} the id of the record. */
  private String text(String word) {
    if (word.equals("^")) {
      return "";
    }
    if (word.startsWith("@")) {
      return "x".repeat(Integer.parseInt(word.substring(1)));
    }
    return word.equals("$") ? interpreter.record().id() : word;
  }

  private @Nullable Object ofServlet(Class<?> type, String word) throws IOException {
    if (type == ServletRequest.class) {
      return word.equals("wrapped") ? new OwnRequest(interpreter.request()) : interpreter.request();
    }
    if (type == ServletResponse.class) {
      return word.equals("wrapped")
          ? new OwnResponse(interpreter.response())
          : interpreter.response();
    }
    if (type == ServletContext.class) {
      return interpreter.request().getServletContext();
    }
    if (type == HttpServletResponse.class) {
      return interpreter.response();
    }
    if (type == Class.class) {
      return ofClass(word);
    }
    if (type == Collection.class) {
      return java.util.List.of();
    }
    int colon = word.indexOf(':');
    String event = colon < 0 ? "" : word.substring(colon + 1);
    int block = Integer.parseInt(colon < 0 ? word : word.substring(0, colon));
    if (type == AsyncListener.class) {
      return new RecordingAsyncListener(interpreter.copy(), "listener " + block, event, block);
    }
    if (type == WriteListener.class) {
      return new RecordingIo(interpreter.copy(), "writer " + block, block, null);
    }
    if (type == ReadListener.class) {
      ServletInputStream in = interpreter.request().getInputStream();
      return new RecordingIo(interpreter.copy(), "reader " + block, block, in);
    }
    if (type == Runnable.class) {
      return task(block, event.equals("now"));
    }
    throw new IllegalArgumentException(type + " " + word);
  }

  private static Class<?> ofClass(String word) {
    return switch (word) {
      case "listener" -> RecordingAsyncListener.class;
      case "own" -> OwnRequest.class;
      case "request" -> jakarta.servlet.http.HttpServletRequestWrapper.class;
      case "response" -> jakarta.servlet.http.HttpServletResponseWrapper.class;
      default -> word.matches("\\d+") ? RecordingUpgrade.class : HttpUpgradeHandler.class;
    };
  }

  /** Runs a block when the servlet has returned; or at once, while the servlet may go on. */
  private Runnable task(int block, boolean atOnce) {
    ScriptRecord record = interpreter.record();
    Interpreter own = interpreter.copy();
    record.begin("block");
    return () -> {
      try {
        if (!atOnce) {
          record.awaitReturn();
        }
        own.run(block);
      } catch (IOException | ServletException e) {
        throw new IllegalStateException(e);
      } finally {
        record.end("block");
      }
    };
  }
}
