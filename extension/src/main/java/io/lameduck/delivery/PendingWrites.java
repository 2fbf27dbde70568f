package io.lameduck.delivery;

/** A place where finished responses wait for clients that read slowly. */
interface PendingWrites {

  /** For messages. */
  String name();

  /**
   * How many bytes wait at this moment.
   *
   * @throws Exception if that cannot be known
   */
  long bytes() throws Exception;
}
