package io.lameduck.tck.compare;

import io.lameduck.tck.app.compare.Receivers;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponseWrapper;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every public method that a script can call, and the values of its arguments. */
public final class Vocabulary {

  /** The receivers; the other letters are second names for these. */
  public static final String LETTERS = "qpowirastxyu";

  /** What no script calls, by type and signature, and why. */
  public static final Map<String, String> EXCLUDED =
      Map.of(
          "ServletRequestWrapper.setRequest(ServletRequest)", "would wrap the wrapper in itself",
          "ServletResponseWrapper.setResponse(ServletResponse)",
              "would wrap the wrapper in itself");

  private static final List<String> TEXTS = List.of("abc", "%C3%BC", "", "@9000", "~", "<b>");

  /** By the name of the method and the position of the argument; then by method; then by type. */
  private static final Map<String, List<String>> VALUES = new TreeMap<>();

  private static void values(String keys, String... words) {
    for (String key : keys.split(" ", -1)) {
      VALUES.put(key, List.of(words));
    }
  }

  static {
    String headers =
        "X-A X-A X-B Content-Type Cache-Control Content-Length Connection ~ Set-Cookie";
    values("setHeader.0 addHeader.0 containsHeader.0", headers.split(" "));
    values("setHeader.1 addHeader.1", "a", "b", "text/event-stream", "text/plain", "3", "~", "");
    values("setIntHeader.0 addIntHeader.0", "X-A", "X-N", "Content-Length");
    values("setDateHeader.0 addDateHeader.0", "X-D", "Expires", "X-A");
    values("setDateHeader.1 addDateHeader.1", "0", "1000000000000");
    String types = "text/plain text/event-stream text/html;charset%3DUTF-8 application/json ~ x";
    values("setContentType", types.replace(";", "%3B").split(" "));
    values("setCharacterEncoding", "UTF-8", "ISO-8859-1", "bogus", "~");
    values("setContentLength setContentLengthLong", "0", "3", "6", "100");
    values("setStatus", "200", "201", "204", "304", "404", "444", "500", "299");
    values("sendError.0", "409", "444", "404", "500", "200");
    values("sendError.1", "text", "~", "<b>");
    values("sendRedirect", "other", "/other?x=%C3%BC", "http://localhost/x", "");
    // Not 0: the writer of Undertow then writes for ever.
    values("setBufferSize", "16", "1024", "100000");
    values("encodeURL encodeRedirectURL", "other?x=1", "/x", "");
    values("getHeader getHeaders getDateHeader getIntHeader", "X-A", "Content-Type", "Host", "No");
    values("getParameter getParameterValues", "x", "f", "file", "no");
    values("getPart", "file", "f", "no");
    values("getAttribute", "k", "jakarta.servlet.error.status_code", "l");
    values("setAttribute.0 removeAttribute", "k", "k", "l");
    values("setAttribute.1", "v", "bound", "~");
    values("write.2 read.2 readNBytes.2", "2", "3");
    values("write.1 read.1 readNBytes.1", "0", "1");
    values("append.1 append.2", "0", "2");
    values("printf format", "%25s-%25s");
    values("printf.0 format.0", "%25s-%25s", "de");
    values("isWrapperFor", "own", "request", "response");
    values("createListener", "listener");
    values("getRequestDispatcher", "/compare/block/8", "block/8", "~");
    values("upgrade", "6");
    values("setTimeout", "100", "300");
    values("dispatch", "/compare/block/7", "/compare/block/7?x%3Dd", "/compare/none");
    values("setMaxInactiveInterval", "30", "60");
    values("mark skip", "2");
    values("login", "user", "secret");
    values("setLocale", "de", "en-US");
    values("setTrailerFields", "trailer");
    values("int", "65", "0", "10");
    values("long", "0", "5");
    values("boolean", "true", "false");
    values("char", "c");
    values("double", "1.5");
    values("float", "1.5");
    values("String", TEXTS.toArray(String[]::new));
    values("CharSequence", "abc", "~");
    values("Object", "v", "~");
    values("Object[] String[] char[] byte[]", "abc", "@9000", "");
    values("Locale", "de");
    values("Cookie", "v", "w");
    values("OutputStream Writer CharBuffer Collection ServletContext HttpServletResponse", "-");
    values("ServletRequest ServletResponse", "plain", "plain", "wrapped");
    values("AsyncListener", "5", "3:onTimeout", "3:onError", "3:onComplete", "3:onStartAsync");
    values("WriteListener ReadListener", "4");
    values("Runnable", "1", "1:now");
  }

  private Vocabulary() {}

  /** What can be called on the receiver; in an order that does not change. */
  public static List<Method> methods(char letter) {
    Class<?> api = Receivers.api(letter);
    boolean wrapper = api == ServletRequestWrapper.class || api == ServletResponseWrapper.class;
    return Stream.of(api.getMethods())
        .filter(method -> method.getDeclaringClass() != Object.class)
        .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isBridge())
        .filter(method -> !wrapper || !isOfInterface(api, method))
        .sorted(Comparator.comparing(Method::toString))
        .toList();
  }

  /** The rest of a wrapper is the request, or the response. */
  private static boolean isOfInterface(Class<?> api, Method method) {
    return Stream.of(api.getInterfaces())
        .flatMap(type -> Stream.of(type.getMethods()))
        .anyMatch(m -> signature(m).equals(signature(method)));
  }

  /** As {@link #EXCLUDED} has it. */
  public static String name(char letter, Method method) {
    return Receivers.api(letter).getSimpleName() + "." + signature(method);
  }

  static String signature(Method method) {
    List<String> types = Stream.of(method.getParameterTypes()).map(Class::getSimpleName).toList();
    return method.getName() + "(" + String.join(",", types) + ")";
  }

  /** Null if there is none for an argument of this kind. */
  public static @Nullable List<String> values(Method method, int argument) {
    Class<?> type = method.getParameterTypes()[argument];
    boolean textual = type == String.class || type.isPrimitive() || type == Object.class;
    String name = method.getName();
    List<String> own = VALUES.get(name + "." + argument);
    if (own != null && (textual || type == java.util.Locale.class)) {
      return type == java.util.Locale.class ? List.of("de") : own;
    }
    List<String> all = VALUES.get(name);
    if (all != null
        && (textual || type == Class.class || VALUES.get(type.getSimpleName()) == null)) {
      return all;
    }
    return VALUES.get(type.getSimpleName());
  }

  /** A call of it, with random arguments. */
  static String op(char letter, Method method, Random random) {
    StringBuilder op = new StringBuilder().append(letter).append('.').append(signature(method));
    for (int i = 0; i < method.getParameterCount(); i++) {
      List<String> values = values(method, i);
      if (values == null) {
        throw new IllegalStateException("no value for " + method);
      }
      String word = values.get(random.nextInt(values.size()));
      word = word.isEmpty() ? "^" : word;
      op.append(' ').append(word.contains("%") ? word : encoded(word));
    }
    return op.toString();
  }

  private static String encoded(String word) {
    return word.startsWith("@") || word.equals("^") || word.equals("~") || word.contains(":")
        ? word
        : URLEncoder.encode(word, StandardCharsets.UTF_8);
  }
}
