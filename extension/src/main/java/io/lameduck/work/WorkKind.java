package io.lameduck.work;

import jakarta.enterprise.inject.spi.Annotated;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which annotations say that the platform calls a method by itself, and what the log calls that. By
 * name: none of these APIs has to be there.
 */
final class WorkKind {

  /**
   * Of Jakarta Concurrency. Open Liberty tells {@link TaskContextProvider} nothing of such calls;
   * the stage that they return tells of their end.
   */
  private static final String ASYNCHRONOUS = "jakarta.enterprise.concurrent.Asynchronous";

  /** On a method, or on a class for all of its methods. */
  private static final Map<String, String> KINDS =
      Map.of(
          "jakarta.ejb.Asynchronous",
          "asynchronous",
          "jakarta.ejb.Schedule",
          "timer",
          "jakarta.ejb.Schedules",
          "timer",
          "jakarta.ejb.Timeout",
          "timer",
          ASYNCHRONOUS,
          "asynchronous");

  private WorkKind() {}

  /** Whether one of the annotations is among those of a method or of a class. */
  static boolean isOn(Annotated typeOrMethod) {
    return kind(typeOrMethod.getAnnotations()) != null;
  }

  /** What the log calls a call of the method. */
  static String of(Class<?> type, @Nullable AnnotatedElement method) {
    String found = method == null ? null : kind(List.of(method.getAnnotations()));
    if (found == null) {
      found = kind(List.of(type.getAnnotations()));
    }
    return found == null ? "background work" : found;
  }

  private static @Nullable String kind(Collection<Annotation> annotations) {
    for (Annotation annotation : annotations) {
      String kind = KINDS.get(annotation.annotationType().getName());
      if (kind != null) {
        return kind;
      }
    }
    return null;
  }
}
