package io.lameduck.http2;

import java.util.concurrent.Callable;

/**
 * Streams that a server keeps although their client says GOAWAY itself. No other step of a graceful
 * end needs it, nor the fields of the server that it replaces.
 */
interface KeptStreams {

  /** From now on the client of this connection may say GOAWAY, without an error, and is served. */
  void keep(Object connection) throws ReflectiveOperationException;

  /** Gives each connection its own streams back, for good. */
  void restore() throws ReflectiveOperationException;

  /** What the search finds; if it fails, {@link #keep} fails with its cause. */
  static KeptStreams find(Callable<KeptStreams> search) {
    try {
      return search.call();
    } catch (Exception | LinkageError e) {
      return new Unknown(e);
    }
  }

  /** Keeps nothing. */
  record Unknown(Throwable cause) implements KeptStreams {

    @Override
    public void keep(Object connection) throws ReflectiveOperationException {
      throw new ReflectiveOperationException(cause);
    }

    @Override
    public void restore() {}
  }
}
