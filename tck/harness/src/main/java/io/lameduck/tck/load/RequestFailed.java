package io.lameduck.tck.load;

import java.io.IOException;

/** A request that did not get its whole response. */
final class RequestFailed extends IOException {

  private static final long serialVersionUID = 1L;

  private final Outcome.Kind kind;

  RequestFailed(Outcome.Kind kind, String message) {
    super(kind + ": " + message);
    this.kind = kind;
  }

  RequestFailed(Outcome.Kind kind, IOException cause) {
    super(kind + ": " + cause.getMessage(), cause);
    this.kind = kind;
  }

  Outcome outcome() {
    return Outcome.failed(kind);
  }
}
