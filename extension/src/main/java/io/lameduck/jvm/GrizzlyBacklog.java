package io.lameduck.jvm;

import java.lang.reflect.Method;
import java.util.Optional;

/**
 * What Payara has taken from applications and not yet written to its clients. A servlet may return
 * while megabytes of its response wait in Grizzly's write queue of the connection, up to four times
 * the send buffer of the socket, and the server's stop throws them away.
 *
 * <p>Looked at in a drain only: it costs a request nothing.
 */
final class GrizzlyBacklog implements Unsent {

  static final String NAME = "Payara";

  private final GrizzlyConnections connections;
  private final Method queue;
  private final Method size;

  private GrizzlyBacklog(ClassLoader loader, GrizzlyConnections connections)
      throws ReflectiveOperationException {
    this.connections = connections;
    queue =
        loader.loadClass("org.glassfish.grizzly.nio.NIOConnection").getMethod("getAsyncWriteQueue");
    size = loader.loadClass("org.glassfish.grizzly.asyncqueue.TaskQueue").getMethod("size");
  }

  /**
   * By the loader of a deployment; empty where the server is not Payara.
   *
   * @throws ReflectiveOperationException if it is, but not as it was when this was written
   */
  static Optional<GrizzlyBacklog> find(ClassLoader loader) throws ReflectiveOperationException {
    Optional<GrizzlyConnections> connections = GrizzlyConnections.find(loader);
    return connections.isPresent()
        ? Optional.of(new GrizzlyBacklog(loader, connections.get()))
        : Optional.empty();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public long bytes() throws ReflectiveOperationException {
    long bytes = 0;
    for (Object connection : connections.open()) {
      bytes += ((Number) size.invoke(queue.invoke(connection))).longValue();
    }
    return bytes;
  }
}
