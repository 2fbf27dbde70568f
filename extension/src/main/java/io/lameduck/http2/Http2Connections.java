package io.lameduck.http2;

import java.util.Collection;

/**
 * The HTTP/2 connections of a server, as far as a graceful end of them needs it (RFC 9113, 6.8).
 * One implementation a server, by reflection. A connection is an object of the server's; the same
 * one each time, and compared by identity.
 *
 * <p>No method waits for a client.
 */
interface Http2Connections {

  /** All connections that are open and have sent their SETTINGS; idle ones as well. */
  Collection<Object> open() throws ReflectiveOperationException;

  /**
   * How far a connection has come. Kept with the connection, since each deployment of this JVM has
   * its own copy of this class; 0 at first.
   */
  int step(Object connection) throws ReflectiveOperationException;

  /** Sets the step if it still is the expected one. Atomic among all deployments. */
  boolean advance(Object connection, int from, int to) throws ReflectiveOperationException;

  /** Whether no stream runs, and at least one has. */
  boolean hasAnswered(Object connection) throws ReflectiveOperationException;

  /**
   * From now on the client may say GOAWAY while its streams run, and they go on. Before {@link
   * #announce}; if it fails, a GOAWAY of the client ends its streams, as without the jar.
   */
  default void keepStreams(Object connection) throws ReflectiveOperationException {}

  /**
   * Sends a GOAWAY with the last stream 2^31-1.
   *
   * @param written run when the frame is on its way, perhaps later and on another thread
   */
  void announce(Object connection, Runnable written) throws ReflectiveOperationException;

  /** Refuses new streams from now on; {@link #finish} follows. */
  default void refuse(Object connection) throws ReflectiveOperationException {}

  /** Sends a GOAWAY with the last stream that is served; later ones are refused or ignored. */
  void finish(Object connection) throws ReflectiveOperationException;

  /** Whether all streams up to the last one have ended; false until {@link #finish} is done. */
  boolean hasEnded(Object connection) throws ReflectiveOperationException;

  /**
   * Ends the connection for its client, after all that was written. The server still reads, so that
   * nothing which the client sends meanwhile makes the operating system reset the connection.
   */
  void end(Object connection) throws ReflectiveOperationException;

  /** The client has closed a connection that {@link #finish} was called for. */
  default void closed(Object connection) throws ReflectiveOperationException {}

  /**
   * Takes back what was done to the server for connections that are still open; nothing follows.
   */
  default void letGo() throws ReflectiveOperationException {}
}
