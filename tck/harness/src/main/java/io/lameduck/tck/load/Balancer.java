package io.lameduck.tck.load;

/**
 * Sends each connection, or each request, to one of the instances in turn. It checks nothing by
 * itself and retries nothing: an instance is in until it is told otherwise. Closing it ends every
 * connection through it.
 */
public interface Balancer extends AutoCloseable {

  /** Where it listens, on the loopback interface. */
  int port();

  /**
   * Nothing new is sent to the instance from here on; connections to it that exist are left alone.
   * Has no effect on one that is out.
   *
   * @param instance its place in the list that the balancer was made with
   */
  void takeOut(int instance);

  /** Undoes {@link #takeOut}. */
  void putIn(int instance);

  @Override
  void close();
}
