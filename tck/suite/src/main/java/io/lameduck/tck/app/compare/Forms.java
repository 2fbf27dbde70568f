package io.lameduck.tck.app.compare;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletConnection;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.Part;
import jakarta.servlet.http.PushBuilder;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/** The normal form of what a call returns: its value, or a name if it has none. */
final class Forms {

  /** Of the moment, or of the connection: only whether there is something is of interest. */
  private static final Set<String> VAGUE =
      Set.of(
          "getRequestId",
          "getProtocolRequestId",
          "getConnectionId",
          "getId",
          "changeSessionId",
          "getCreationTime",
          "getPathTranslated",
          "getLastAccessedTime",
          "getRemotePort");

  private static final List<Class<?>> KINDS =
      List.of(
          ServletRequest.class,
          ServletResponse.class,
          AsyncContext.class,
          AsyncListener.class,
          HttpSession.class,
          ServletOutputStream.class,
          ServletInputStream.class,
          InputStream.class,
          PrintWriter.class,
          BufferedReader.class,
          Part.class,
          RequestDispatcher.class,
          ServletContext.class,
          ServletConnection.class,
          HttpUpgradeHandler.class,
          PushBuilder.class);

  private final ScriptRecord record;

  Forms(ScriptRecord record) {
    this.record = record;
  }

  /** What this method has returned. */
  String of(String method, @Nullable Object value) {
    if (method.equals("getAttributeNames") && value instanceof Enumeration<?> names) {
      return list(Collections.list(names).stream().map(String::valueOf).sorted().toList());
    }
    return value != null && VAGUE.contains(method) ? value.getClass().getSimpleName() : of(value);
  }

  String of(@Nullable Object value) {
    if (value == null
        || value instanceof String
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof Character
        || value instanceof Locale
        || value instanceof Enum) {
      return text(String.valueOf(value));
    }
    if (value instanceof Object[] array) {
      return list(Arrays.asList(array));
    }
    if (value instanceof byte[] bytes) {
      return text(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1));
    }
    if (value instanceof char[] chars) {
      return text(new String(chars));
    }
    if (value instanceof Enumeration<?> some) {
      return list(Collections.list(some));
    }
    if (value instanceof Collection<?> some) {
      return list(some);
    }
    if (value instanceof BaseStream<?, ?> some) {
      List<@Nullable Object> all = new ArrayList<>();
      some.iterator().forEachRemaining(all::add);
      return list(all);
    }
    if (value instanceof Map<?, ?> map) {
      return list(
          map.entrySet().stream().map(e -> of(e.getKey()) + "=" + of(e.getValue())).toList());
    }
    if (value instanceof Supplier<?> supplier) {
      return "supplier of " + of(supplier.get());
    }
    if (value instanceof Cookie cookie) {
      return text(cookie.getName() + "=" + cookie.getValue()) + of(cookie.getAttributes());
    }
    if (value instanceof HttpServletMapping mapping) {
      return "%s %s %s %s"
          .formatted(
              mapping.getMappingMatch(),
              mapping.getMatchValue(),
              mapping.getPattern(),
              mapping.getServletName());
    }
    if (value instanceof Throwable thrown) {
      return thrown.getClass().getName();
    }
    return KINDS.stream()
        .filter(kind -> kind.isInstance(value))
        .findFirst()
        .map(kind -> record.name(value, kind.getSimpleName()))
        .orElse("an object");
  }

  private String list(Collection<?> some) {
    return some.stream().map(this::of).toList().toString();
  }

  private static String text(String value) {
    String line = value.replace("\r", "\\r").replace("\n", "\\n");
    return line.length() <= 200 ? line : line.length() + " characters: " + line.substring(0, 60);
  }
}
