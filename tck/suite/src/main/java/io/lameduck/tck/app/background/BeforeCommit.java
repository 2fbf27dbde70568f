package io.lameduck.tck.app.background;

import jakarta.transaction.Synchronization;
import javax.sql.DataSource;

/** What a transaction does between the last line of the work and the commit. */
final class BeforeCommit implements Synchronization {

  private final Rows rows;
  private final long millis;
  private final DataSource source;

  BeforeCommit(Rows rows, long millis, DataSource source) {
    this.rows = rows;
    this.millis = millis;
    this.source = source;
  }

  @Override
  public void beforeCompletion() {
    rows.workAndWrite("before-commit", millis, source);
  }

  @Override
  public void afterCompletion(int status) {}
}
