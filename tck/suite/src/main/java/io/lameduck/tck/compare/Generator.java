package io.lameduck.tck.compare;

import java.util.List;

/** Makes a script of a seed; the same seed makes the same script. */
final class Generator extends ScriptBuilder {

  private Generator(long seed) {
    super(seed);
  }

  static Script script(long seed) {
    return new Generator(seed).script();
  }

  private Script script() {
    request();
    Shape[] shapes = Shape.values();
    shape(shapes[random.nextInt(shapes.length)]);
    forgetNothing();
    boolean http2 = random.nextInt(4) == 0 && !headers.contains("Upgrade: script");
    return new Script(http2, method, headers, body, blocks);
  }

  /**
   * Without what would be counted for ever: Payara never ends a request that was to be upgraded.
   */
  private void forgetNothing() {
    if (blocks.stream().flatMap(List::stream).anyMatch(op -> op.startsWith("q.startAsync"))) {
      blocks.forEach(ops -> ops.removeIf(op -> op.startsWith("q.upgrade")));
    }
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
            String.join(
                "\r\n",
                "--XX",
                "Content-Disposition: form-data; name=\"f\"",
                "",
                "value",
                "--XX",
                "Content-Disposition: form-data; name=\"file\"; filename=\"a.txt\"",
                "Content-Type: text/plain",
                "X-A: 1",
                "",
                "content",
                "--XX--",
                ""));
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
