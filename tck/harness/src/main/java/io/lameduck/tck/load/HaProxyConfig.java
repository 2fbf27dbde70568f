package io.lameduck.tck.load;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The configuration file of {@link HaProxy}. */
final class HaProxyConfig {

  static final String BACKEND = "instances";

  /** As often as is usual: an instance is out two seconds after its first DOWN. */
  private static final String CHECK = " inter 1s fall 2 rise 2";

  private HaProxyConfig() {}

  static String server(int instance) {
    return "i" + instance;
  }

  /**
   * The text of it.
   *
   * @param healthPorts where each instance is asked whether it is ready; empty for no checks
   */
  static String text(
      HaProxy.Mode mode,
      int port,
      int runtimePort,
      List<Integer> ports,
      List<Integer> healthPorts) {
    boolean checks = !healthPorts.isEmpty();
    String servers =
        IntStream.range(0, ports.size())
            .mapToObj(
                i ->
                    "  server "
                        + server(i)
                        + " 127.0.0.1:"
                        + ports.get(i)
                        + (mode == HaProxy.Mode.HTTP2 ? " proto h2" : "")
                        + (checks ? " check port " + healthPorts.get(i) + CHECK : ""))
            .collect(Collectors.joining("\n"));
    if (checks) {
      servers = "  option httpchk GET /health/ready\n" + servers;
    }
    return """
        global
          maxconn 1000
          nbthread 1
          stats socket ipv4@127.0.0.1:%d level admin

        defaults
          mode %s
          retries 0
          no option redispatch
          timeout connect 2s
          timeout client 60s
          timeout server 60s

        frontend load
          bind 127.0.0.1:%d
          default_backend %s

        backend %s
          balance roundrobin
        %s
        """
        .formatted(
            runtimePort,
            mode == HaProxy.Mode.TCP ? "tcp" : "http",
            port,
            BACKEND,
            BACKEND,
            servers);
  }
}
