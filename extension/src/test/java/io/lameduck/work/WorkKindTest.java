package io.lameduck.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A method that runs again and again: its stage does not tell of the end of a run. */
class WorkKindTest {

  /** Has the form of {@code Asynchronous} of Jakarta Concurrency 3.1. */
  @Retention(RetentionPolicy.RUNTIME)
  public @interface Newer {
    /** The schedules; here of any type. */
    Retention[] runAt() default {};
  }

  @Newer
  @Deprecated
  static class Once {}

  @Newer(runAt = @Retention(RetentionPolicy.CLASS))
  static class EachDay {}

  private static int runsAt(Class<?> type, Class<? extends Annotation> annotation) {
    return WorkKind.runsAt(Objects.requireNonNull(type.getAnnotation(annotation)));
  }

  @Test
  void aScheduleIsSeen() {
    assertThat(runsAt(EachDay.class, Newer.class)).isEqualTo(1);
    assertThat(runsAt(Once.class, Newer.class)).isZero();
  }

  @Test
  void anOlderVersionHasNone() {
    assertThat(runsAt(Once.class, Deprecated.class)).isZero();
  }
}
