package io.lameduck.response;

/** The containers whose own objects of a request need other means than those of other servers. */
public final class WebContainer {

  private WebContainer() {}

  /** Whether a request, a response or an async context is Undertow's own, and no wrapper. */
  public static boolean isUndertow(Object object) {
    return object.getClass().getName().startsWith("io.undertow.servlet.spec.");
  }

  /** Whether a request or a response is Open Liberty's own, and no wrapper. */
  public static boolean isLiberty(Object object) {
    String type = object.getClass().getName();
    return type.startsWith("com.ibm.ws.webcontainer")
        || type.startsWith("io.openliberty.webcontainer");
  }
}
