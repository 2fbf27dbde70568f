package io.lameduck.tck.suite;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Marks the tests of the suite: they respect the runner's {@link Exclusions}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(Exclusions.class)
@interface BlackBox {

  /** What a server can do that passes these tests; a line of the docs' matrix. */
  String value();
}
