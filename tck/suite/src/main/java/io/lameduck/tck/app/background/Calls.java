package io.lameduck.tck.app.background;

import jakarta.ejb.Asynchronous;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** Calls of an enterprise bean that return before they are done. */
@Stateless
public class Calls {

  @Inject private Rows rows;

  /** Returns at once. */
  @Asynchronous
  public void begin(long millis) {
    rows.workAndWrite("ejb-asynchronous", millis);
  }
}
