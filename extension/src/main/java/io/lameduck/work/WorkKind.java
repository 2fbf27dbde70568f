package io.lameduck.work;

import jakarta.enterprise.inject.spi.Annotated;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which annotations say that the platform calls a method by itself, and what the log calls that. By
 * name: none of these APIs has to be there.
 */
final class WorkKind {

  /**
   * Of Jakarta Concurrency and of MicroProfile Fault Tolerance: an interceptor hands the call to
   * another thread. Not each server tells {@link TaskContextProvider} of that.
   */
  private static final Set<String> HANDED_OVER =
      Set.of(
          "jakarta.enterprise.concurrent.Asynchronous",
          "org.eclipse.microprofile.faulttolerance.Asynchronous");

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
          "jakarta.ejb.MessageDriven",
          "message");

  private WorkKind() {}

  /** Whether one of the annotations is among those of a method or of a class. */
  static boolean isOn(Annotated typeOrMethod) {
    return kind(typeOrMethod.getAnnotations()) != null;
  }

  /** Whether timers call it. */
  static boolean isTimer(Annotated typeOrMethod) {
    return "timer".equals(kind(typeOrMethod.getAnnotations()));
  }

  /** Whether an interceptor of the platform hands such calls to another thread. */
  static boolean isHandedOver(Annotated typeOrMethod) {
    return handedOver(typeOrMethod).findAny().isPresent();
  }

  /** Whether one call has many runs, at times that the annotation tells (Concurrency 3.1). */
  static boolean isScheduled(Annotated typeOrMethod) {
    return handedOver(typeOrMethod).anyMatch(annotation -> runsAt(annotation) > 0);
  }

  private static Stream<Annotation> handedOver(Annotated typeOrMethod) {
    return typeOrMethod.getAnnotations().stream()
        .filter(annotation -> HANDED_OVER.contains(annotation.annotationType().getName()));
  }

  /** How many times an annotation tells; none if it is of a version that knows of none. */
  static int runsAt(Annotation annotation) {
    try {
      Object times = annotation.annotationType().getMethod("runAt").invoke(annotation);
      return times instanceof Object[] all ? all.length : 0;
    } catch (ReflectiveOperationException e) {
      return 0;
    }
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
      String name = annotation.annotationType().getName();
      String kind = HANDED_OVER.contains(name) ? "asynchronous" : KINDS.get(name);
      if (kind != null) {
        return kind;
      }
    }
    return null;
  }
}
