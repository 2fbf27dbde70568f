package io.lameduck.tck.app.batch;

import io.lameduck.tck.app.background.Rows;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** A step that is one piece of work, and cannot be stopped half-way. */
@Named
@Dependent
@SuppressWarnings("NullAway.Init") // By the container.
public class Report extends AbstractBatchlet {

  @Inject private Rows rows;

  @Inject
  @BatchProperty(name = "ms")
  private String millis;

  @Override
  public String process() {
    rows.workAndWrite("batchlet", Long.parseLong(millis));
    return "COMPLETED";
  }
}
