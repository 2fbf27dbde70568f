package io.lameduck.http2;

import io.lameduck.server.Reflection;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.UnaryOperator;

/** A field of the server's objects that has another value during a drain. */
final class ReplacedField {

  private final Field field;

  /** The server's own value of each object whose value is another now; the lock of this class. */
  private final Map<Object, Object> own = new WeakHashMap<>();

  private boolean restored;

  ReplacedField(Class<?> type, String name) throws ReflectiveOperationException {
    field = Reflection.field(type, name);
  }

  /** Gives the object another value, made of its own; nothing after {@link #restore}. */
  void replace(Object object, UnaryOperator<Object> replacement)
      throws ReflectiveOperationException {
    synchronized (own) {
      if (!restored) {
        Object value = field.get(object);
        own.put(object, value);
        field.set(object, replacement.apply(value));
      }
    }
  }

  /** Gives each object its own value back, for good. */
  void restore() throws ReflectiveOperationException {
    synchronized (own) {
      restored = true;
      for (Map.Entry<Object, Object> each : own.entrySet()) {
        field.set(each.getKey(), each.getValue());
      }
      own.clear();
    }
  }
}
