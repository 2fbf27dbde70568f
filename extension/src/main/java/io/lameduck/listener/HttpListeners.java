package io.lameduck.listener;

/**
 * The listeners of one server that lead to applications; not those for its administration. What is
 * closed here stays so: the server is about to stop.
 */
interface HttpListeners {

  /** For messages. */
  String name();

  /**
   * Closes the listening sockets; existing connections stay. A repetition finds nothing to close.
   *
   * @return how many there were
   * @throws Exception if the server's internals are not as expected
   */
  int close() throws Exception;

  /**
   * Ends the connections on which no request runs. A running request is left alone.
   *
   * @return how many connections are left
   * @throws Exception if the server's internals are not as expected
   */
  int endIdle() throws Exception;
}
