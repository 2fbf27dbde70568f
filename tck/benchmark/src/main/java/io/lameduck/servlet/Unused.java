package io.lameduck.servlet;

import java.lang.reflect.Proxy;

/** What a wrapper wraps whose methods are all overridden, as far as they are called. */
final class Unused {

  private Unused() {}

  static <T> T of(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException(method.getName());
            }));
  }
}
