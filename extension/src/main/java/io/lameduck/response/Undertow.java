package io.lameduck.response;

/** Undertow's own objects of a request, which need other means than those of other servers. */
public final class Undertow {

  private Undertow() {}

  /** Whether a request, a response or an async context is Undertow's own, and no wrapper. */
  public static boolean owns(Object object) {
    return object.getClass().getName().startsWith("io.undertow.servlet.spec.");
  }
}
