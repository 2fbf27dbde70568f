package io.lameduck;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Types and annotations as text. Their own texts differ between versions of the JDK. */
final class TypeText {

  private TypeText() {}

  /**
   * With the annotations of the type, such as whether it may be null, and of what it is made of.
   */
  static String text(AnnotatedType type) {
    String annotations =
        Arrays.stream(type.getAnnotations())
            .map(annotation -> "@" + annotation.annotationType().getName() + " ")
            .sorted()
            .collect(Collectors.joining());
    if (type instanceof AnnotatedArrayType array) {
      return text(array.getAnnotatedGenericComponentType()) + annotations + "[]";
    }
    String name = type.getType().getTypeName();
    if (type instanceof AnnotatedParameterizedType generic) {
      return annotations
          + name.substring(0, name.indexOf('<'))
          + Arrays.stream(generic.getAnnotatedActualTypeArguments())
              .map(TypeText::text)
              .collect(listed("<", ", ", ">"));
    }
    return annotations + name;
  }

  /** Those of an element, each with a space behind it. */
  static String annotations(AnnotatedElement element) throws ReflectiveOperationException {
    List<String> texts = new ArrayList<>();
    for (Annotation annotation : element.getDeclaredAnnotations()) {
      texts.add(text(annotation) + " ");
    }
    texts.sort(Comparator.naturalOrder());
    return String.join("", texts);
  }

  private static String text(Annotation annotation) throws ReflectiveOperationException {
    List<String> values = new ArrayList<>();
    for (Method member : annotation.annotationType().getDeclaredMethods()) {
      values.add(member.getName() + "=" + value(member.invoke(annotation)));
    }
    return "@"
        + annotation.annotationType().getName()
        + values.stream().sorted().collect(listed("(", ", ", ")"));
  }

  /** The value of an annotation's element. */
  static String value(Object value) {
    if (value.getClass().isArray()) {
      return IntStream.range(0, Array.getLength(value))
          .mapToObj(index -> value(Array.get(value, index)))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return value instanceof String ? "\"" + value + "\"" : value.toString();
  }

  /** Nothing at all where there is nothing. */
  static Collector<CharSequence, ?, String> listed(String before, String between, String after) {
    return Collectors.collectingAndThen(
        Collectors.joining(between), text -> text.isEmpty() ? "" : before + text + after);
  }
}
