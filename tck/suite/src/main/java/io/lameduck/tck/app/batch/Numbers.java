package io.lameduck.tck.app.batch;

import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Named;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Numbers without an end, ten a second; a checkpoint is the last of them. */
@Named
@Dependent
public class Numbers extends AbstractItemReader {

  private int last;

  @Override
  public void open(@Nullable Serializable checkpoint) {
    last = checkpoint == null ? 0 : (Integer) checkpoint;
    System.out.println("WORK-BEGUN chunk " + last);
  }

  @Override
  public Object readItem() throws InterruptedException {
    Thread.sleep(100);
    return ++last;
  }

  @Override
  public Serializable checkpointInfo() {
    return last;
  }
}
