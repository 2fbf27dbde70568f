package io.lameduck.jvm;

import java.lang.reflect.Field;
import java.lang.reflect.Method;

/** Access to what a server does not offer. */
final class Reflection {

  private Reflection() {}

  /** A field of that very type, whatever its visibility. */
  static Field field(Class<?> type, String name) throws ReflectiveOperationException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  /** As {@link #field(Class, String)}, of a type by its name. */
  static Field field(ClassLoader loader, String type, String name)
      throws ReflectiveOperationException {
    return field(loader.loadClass(type), name);
  }

  /** A method of that very type, whatever its visibility. */
  static Method method(Class<?> type, String name, Class<?>... parameters)
      throws ReflectiveOperationException {
    Method method = type.getDeclaredMethod(name, parameters);
    method.setAccessible(true);
    return method;
  }
}
