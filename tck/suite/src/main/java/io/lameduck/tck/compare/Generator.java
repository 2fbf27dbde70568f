package io.lameduck.tck.compare;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes a script of a seed; the same seed makes the same script. */
final class Generator {

  private static final int MAIN = 0;
  private static final int STARTED = 1;
  private static final int INNER = 2;
  private static final int LISTENER = 3;
  private static final int IO = 4;
  private static final int UPGRADED = 6;
  private static final int DISPATCHED = 7;
  private static final int ERROR_PAGE = 9;

  /** How often what is asked for; a letter is a receiver. */
  private static final String ANYTHING = "qqqqqqpppppppppppooowwwwOWirstaA";

  private static final String BODY = "ppppppppooooowwwwwOW";

  /** They begin something, and so belong to the shapes; elsewhere they are rare. */
  private static final List<String> RARE =
      List.of(
          "startAsync",
          "upgrade",
          "dispatch",
          "complete",
          "start",
          "setWriteListener",
          "setReadListener",
          "login",
          "authenticate",
          "sendError",
          "sendRedirect",
          "lines",
          "readAllBytes",
          "transferTo");

  private static final Map<Character, List<Method>> METHODS = new HashMap<>();

  static {
    for (char letter : "qpoOwWiraAstu".toCharArray()) {
      METHODS.put(letter, Vocabulary.methods(letter));
    }
  }

  private final Random random;
  private final List<List<String>> blocks = new ArrayList<>();
  private final List<String> headers = new ArrayList<>();
  private String method = "GET";
  private String body = "";

  private Generator(long seed) {
    random = new Random(seed);
    random.nextLong(); // Two seeds that follow each other begin alike.
    for (int i = 0; i < Script.BLOCKS; i++) {
      blocks.add(new ArrayList<>());
    }
  }

  static Script script(long seed) {
    return new Generator(seed).script();
  }

  private Script script() {
    request();
    Shape[] shapes = Shape.values();
    shape(shapes[random.nextInt(shapes.length)]);
    boolean http2 = random.nextInt(4) == 0 && !headers.contains("Upgrade: script");
    return new Script(http2, method, headers, body, blocks);
  }

  private void request() {
    switch (random.nextInt(8)) {
      case 0 -> method = "HEAD";
      case 1 -> post("application/x-www-form-urlencoded", "f=1&x=2");
      case 2 -> post("text/plain", "0123456789");
      default -> {}
    }
    if (random.nextInt(6) == 0) {
      headers.add("Cookie: a=b; JSESSIONID=none");
    }
    if (random.nextInt(6) == 0) {
      headers.add("X-A: 1");
      headers.add("If-Modified-Since: Thu, 01 Jan 1970 00:00:10 GMT");
    }
    if (random.nextInt(10) == 0) {
      headers.add("Accept-Encoding: gzip");
    }
  }

  private void post(String type, String content) {
    method = "POST";
    headers.add("Content-Type: " + type);
    body = content;
  }

  private void shape(Shape shape) {
    switch (shape) {
      case SYNC -> some(MAIN, ANYTHING, 12);
      case BODY -> some(MAIN, BODY, 12);
      case INCLUDE, FORWARD -> dispatcher(shape.name().toLowerCase(java.util.Locale.ROOT));
      case ERROR_PAGE -> {
        some(MAIN, BODY, 5);
        add(MAIN, failure());
        some(MAIN, BODY, 3);
        some(ERROR_PAGE, ANYTHING, 6);
      }
      case ASYNC -> {
        some(MAIN, ANYTHING, 5);
        async(MAIN);
      }
      case ASYNC_BODY -> {
        some(MAIN, BODY, 4);
        async(MAIN);
      }
      case WRITE_LISTENER -> {
        some(MAIN, "pppq", 3);
        start(MAIN);
        add(MAIN, "o.setWriteListener(WriteListener) 4");
        io(
            "o.isReady()",
            "o.write(byte[]) abc",
            "o.write(byte[]) @9000",
            "o.flush()",
            "o.print(String) x");
      }
      case READ_LISTENER -> {
        post("text/plain", "x".repeat(1 + random.nextInt(600)));
        some(MAIN, "pppq", 3);
        start(MAIN);
        add(MAIN, "i.setReadListener(ReadListener) 4");
        io("o.write(byte[]) abc", "w.print(String) abc", "p.flushBuffer()", "i.isFinished()");
      }
      case MULTIPART -> {
        post(
            "multipart/form-data; boundary=XX",
            "--XX\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\nvalue\r\n"
                + "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n"
                + "Content-Type: text/plain\r\nX-A: 1\r\n\r\ncontent\r\n--XX--\r\n");
        some(MAIN, "ttttttqqpow", 10);
      }
      case UPGRADE -> {
        headers.add("Connection: Upgrade");
        headers.add("Upgrade: script");
        method = "GET";
        body = "";
        some(MAIN, "pq", 3);
        add(MAIN, "q.upgrade(Class) 6");
        some(MAIN, "pqow", 2);
        for (int i = random.nextInt(6); i >= 0; i--) {
          add(
              UPGRADED,
              any(
                  "o.write(byte[]) abc",
                  "o.flush()",
                  "o.print(String) x",
                  "i.read()",
                  "q.getHeader(String) X-A",
                  "u.close()",
                  "p.getStatus()"));
        }
      }
      case TRAILERS -> {
        some(MAIN, "pq", 3);
        add(MAIN, "p.setTrailerFields(Supplier) trailer");
        some(MAIN, BODY, 6);
        add(MAIN, any("q.getTrailerFields()", "q.isTrailerFieldsReady()", "p.getTrailerFields()"));
      }
      case SESSION -> {
        some(MAIN, "sssssqp", 8);
        some(MAIN, BODY, 4);
      }
      case UNWRAP -> {
        some(MAIN, ANYTHING, 4);
        add(MAIN, "unwrap");
        some(MAIN, ANYTHING, 5);
        rest();
      }
      case WRAP -> {
        some(MAIN, ANYTHING, 3);
        add(MAIN, "wrap");
        add(
            MAIN,
            any(
                "x.isWrapperFor(Class) request",
                "x.isWrapperFor(Class) own",
                "y.isWrapperFor(Class) response",
                "x.getRequest()",
                "x.isWrapperFor(ServletRequest) plain",
                "y.isWrapperFor(ServletResponse) plain",
                "y.getResponse()"));
        some(MAIN, ANYTHING, 4);
        rest();
      }
    }
  }

  private void rest() {
    switch (random.nextInt(4)) {
      case 0 -> dispatcher("include");
      case 1 -> dispatcher("forward");
      case 2 -> async(MAIN);
      default -> {}
    }
  }

  private void io(String... likely) {
    for (int i = random.nextInt(6); i >= 0; i--) {
      add(IO, any(likely));
    }
    some(IO, "pq", 1);
    if (random.nextInt(8) != 0) {
      add(IO, "a.complete()");
    }
    some(LISTENER, BODY, 2);
  }

  private void dispatcher(String kind) {
    some(MAIN, BODY, 4);
    add(MAIN, kind + " " + INNER + " " + any("request", "request", "context", "named"));
    some(MAIN, BODY, 4);
    some(INNER, ANYTHING, 7);
    if (random.nextInt(5) == 0) {
      async(INNER);
    }
    if (random.nextInt(6) == 0) {
      add(INNER, failure());
    }
  }

  private void start(int block) {
    add(
        block,
        any(
            "q.startAsync()",
            "q.startAsync(ServletRequest,ServletResponse) plain plain",
            "q.startAsync(ServletRequest,ServletResponse) wrapped wrapped"));
    if (random.nextBoolean()) {
      String event = any(":onTimeout", ":onError", ":onComplete", ":onStartAsync", "");
      boolean supplied = random.nextInt(3) == 0;
      add(
          block,
          "a.addListener(AsyncListener"
              + (supplied
                  ? ",ServletRequest,ServletResponse) 3" + event + " plain plain"
                  : ") 3" + event));
      if (event.equals(":onTimeout") || event.equals(":onError")) {
        some(LISTENER, BODY, 3);
        add(
            LISTENER,
            any("a.complete()", "a.complete()", "next 7;a.dispatch()", "p.getStatus()", failure()));
      } else {
        some(LISTENER, "qpa", 2);
      }
    }
  }

  /** Async mode begins in this block, and ends in one of the ways there are. */
  private void async(int block) {
    start(block);
    some(block, "aaAqpow", 3);
    String end = any("a.complete()", "a.complete()", "dispatch", "dispatch", "nothing", "failure");
    boolean elsewhere = random.nextInt(3) != 0;
    int last = elsewhere ? STARTED : block;
    if (elsewhere) {
      add(block, "a.start(Runnable) " + any("1", "1", "1:now"));
      some(block, BODY, 1);
      some(STARTED, ANYTHING, 5);
    }
    switch (end) {
      case "dispatch" -> {
        add(
            last,
            any(
                "next 7;a.dispatch()",
                "a.dispatch(String) %2Fcompare%2Fblock%2F7",
                "a.dispatch(ServletContext,String) - %2Fcompare%2Fblock%2F7%3Fx%3Dd"));
        some(DISPATCHED, ANYTHING, 6);
        if (random.nextInt(3) == 0) {
          add(DISPATCHED, "q.startAsync()");
          some(DISPATCHED, "aAqpow", 2);
          add(DISPATCHED, "a.complete()");
        }
      }
      case "nothing" -> {}
      case "failure" -> add(last, failure());
      default -> add(last, end);
    }
    if (!elsewhere) {
      some(last, "aApqow", 2); // On another thread there may be nothing left to call.
    }
    some(ERROR_PAGE, BODY, 2);
  }

  private String failure() {
    return any(
        "p.sendError(int) 444",
        "p.sendError(int,String) 409 text",
        "throw own",
        "throw own",
        "throw io",
        "throw runtime",
        "throw servlet",
        "throw error");
  }

  private void some(int block, String receivers, int most) {
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      char letter = receivers.charAt(random.nextInt(receivers.length()));
      List<Method> methods = METHODS.get(letter);
      Method chosen = methods.get(random.nextInt(methods.size()));
      if (RARE.contains(chosen.getName()) && random.nextInt(4) != 0) {
        continue;
      }
      add(block, Vocabulary.op(letter, chosen, random));
    }
  }

  private void add(int block, String ops) {
    blocks.get(block).addAll(List.of(ops.split(";")));
  }

  private String any(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** What a script is about. */
  private enum Shape {
    SYNC,
    BODY,
    INCLUDE,
    FORWARD,
    ERROR_PAGE,
    ASYNC,
    ASYNC_BODY,
    WRITE_LISTENER,
    READ_LISTENER,
    MULTIPART,
    UPGRADE,
    TRAILERS,
    SESSION,
    UNWRAP,
    WRAP
  }
}
