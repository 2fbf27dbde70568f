package io.lameduck.tck.app.background;

import jakarta.enterprise.context.Dependent;

/** A bean that the end of the work needs. */
@Dependent
public class Stamp {

  String of(String kind) {
    return kind;
  }
}
