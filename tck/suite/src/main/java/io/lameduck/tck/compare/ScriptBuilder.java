package io.lameduck.tck.compare;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A script while it is made, and what chance adds to it. */
abstract class ScriptBuilder {

  static final int MAIN = 0;
  static final int STARTED = 1;
  static final int INNER = 2;
  static final int LISTENER = 3;
  static final int IO = 4;
  static final int UPGRADED = 6;
  static final int DISPATCHED = 7;
  static final int ERROR_PAGE = 9;

  /** How often what is asked for; a letter is a receiver. */
  static final String ANYTHING = "qqqqqqpppppppppppooowwwwOWirstaA";

  static final String BODY = "ppppppppooooowwwwwOW";

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

  final Random random;
  final List<List<String>> blocks = new ArrayList<>();
  final List<String> headers = new ArrayList<>();
  String method = "GET";
  String body = "";

  ScriptBuilder(long seed) {
    random = new Random(seed);
    random.nextLong(); // Two seeds that follow each other begin alike.
    for (int i = 0; i < Script.BLOCKS; i++) {
      blocks.add(new ArrayList<>());
    }
  }

  final void post(String type, String content) {
    method = "POST";
    headers.removeIf(header -> header.startsWith("Content-Type: "));
    headers.add("Content-Type: " + type);
    body = content;
  }

  final String failure() {
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

  final void some(int block, String receivers, int most) {
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      char letter = receivers.charAt(random.nextInt(receivers.length()));
      List<Method> methods = METHODS.getOrDefault(letter, List.of());
      Method chosen = methods.get(random.nextInt(methods.size()));
      if (RARE.contains(chosen.getName()) && random.nextInt(4) != 0) {
        continue;
      }
      add(block, Vocabulary.op(letter, chosen, random));
    }
  }

  final void add(int block, String ops) {
    blocks.get(block).addAll(List.of(ops.split(";")));
  }

  final String any(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  final void start(int block) {
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
  final void async(int block) {
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
}
