package io.lameduck.jvm;

/** A place where finished responses wait for clients that take them in slowly. */
interface Unsent {

  /** For messages. */
  String name();

  /**
   * How many bytes wait at this moment.
   *
   * @throws Exception if that cannot be known
   */
  long bytes() throws Exception;
}
