package io.lameduck.tck.app.background;

import jakarta.transaction.Synchronization;

/** What a transaction does between the last line of the work and the commit. */
final class BeforeCommit implements Synchronization {

  private final Rows rows;
  private final long millis;

  BeforeCommit(Rows rows, long millis) {
    this.rows = rows;
    this.millis = millis;
  }

  @Override
  public void beforeCompletion() {
    rows.workAndWrite("before-commit", millis);
  }

  @Override
  public void afterCompletion(int status) {}
}
