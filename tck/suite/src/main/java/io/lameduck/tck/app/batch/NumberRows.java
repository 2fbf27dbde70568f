package io.lameduck.tck.app.batch;

import io.lameduck.tck.app.background.Rows;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** Writes a row for each chunk, in the transaction of its checkpoint. */
@Named
@Dependent
@SuppressWarnings("NullAway.Init") // By the container.
public class NumberRows extends AbstractItemWriter {

  @Inject private Rows rows;

  @Override
  public void writeItems(List<Object> items) throws Exception {
    rows.write("chunk");
  }
}
