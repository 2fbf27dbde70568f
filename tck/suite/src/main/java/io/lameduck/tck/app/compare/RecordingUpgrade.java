package io.lameduck.tck.app.compare;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Runs a block on the connection, and closes it. */
public final class RecordingUpgrade implements HttpUpgradeHandler {

  private @Nullable Interpreter interpreter;
  private int block;

  /** For the container. */
  public RecordingUpgrade() {}

  void becomes(Interpreter owner, int ownBlock) {
    interpreter = owner;
    block = ownBlock;
    owner.record().begin("async");
  }

  @Override
  public void init(WebConnection connection) {
    Interpreter owner = interpreter;
    if (owner == null) {
      return;
    }
    owner.record().add("event", "init");
    try {
      owner.on(connection).run(block);
    } catch (IOException | ServletException e) {
      owner.record().add("event", "init fails " + owner.forms().of(e));
    }
    try {
      connection.close();
    } catch (Exception e) {
      owner.record().add("event", "close fails " + owner.forms().of(e));
    }
    owner.record().end("async");
  }

  @Override
  public void destroy() {
    if (interpreter != null) {
      interpreter.record().add("event", "destroy");
    }
  }
}
