package io.lameduck.tck.app.compare;

/** The application has an error page for this exception; see the op {@code throw}. */
public final class Thrown extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Thrown() {
    super("on purpose");
  }
}
