package io.lameduck.tck.load;

import java.io.IOException;
import java.util.List;

/**
 * A layer-4 balancer for machines that have no other: each connection goes to the instance whose
 * turn it is and stays there, as a {@link TcpRelay} joins it. If all instances are out, the
 * client's connection is reset.
 */
public final class TcpBalancer implements Balancer {

  private final TcpRelay relay;
  private final Rotation rotation;

  private TcpBalancer(TcpRelay relay, Rotation rotation) {
    this.relay = relay;
    this.rotation = rotation;
  }

  /**
   * Starts one that listens on a free port of the loopback interface.
   *
   * @param ports of the instances, on the loopback interface; all are in
   */
  public static TcpBalancer start(List<Integer> ports) throws IOException {
    Rotation rotation = new Rotation(ports);
    return new TcpBalancer(TcpRelay.start(rotation::next), rotation);
  }

  @Override
  public int port() {
    return relay.port();
  }

  @Override
  public void takeOut(int instance) {
    rotation.takeOut(instance);
  }

  @Override
  public void putIn(int instance) {
    rotation.putIn(instance);
  }

  @Override
  public void close() {
    relay.close();
  }
}
