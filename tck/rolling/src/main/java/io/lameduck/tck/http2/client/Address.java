package io.lameduck.tck.http2.client;

/**
 * Place that the load asks, on the loopback interface.
 *
 * @param port of the balancer
 * @param tls whether TLS is spoken there
 */
public record Address(int port, boolean tls) {

  /** The whole URL of a path with its query; by number, since a name may have several. */
  String url(String path) {
    return (tls ? "https" : "http") + "://127.0.0.1:" + port + path;
  }
}
