package io.lameduck.tck.balancers;

import io.lameduck.tck.harness.DebianProgram;
import java.nio.file.Path;
import java.util.List;

/** A balancer, and its file in {@code samples/balancers}. */
enum BalancerKind {
  HAPROXY("haproxy", "haproxy", "haproxy.cfg"),
  HAPROXY_BACKUP("haproxy", "haproxy", "haproxy-backup.cfg"),
  NGINX("nginx", "nginx-light", "nginx.conf"),
  /** The control: as above, but each failure reaches the client. */
  NGINX_NO_RETRY("nginx", "nginx-light", "nginx.conf"),
  CADDY("caddy", "caddy", "Caddyfile");

  private final String program;
  private final String debianPackage;
  private final String file;

  BalancerKind(String program, String debianPackage, String file) {
    this.program = program;
    this.debianPackage = debianPackage;
    this.file = file;
  }

  DebianProgram program() {
    return new DebianProgram(program, debianPackage);
  }

  String file() {
    return file;
  }

  /** Its configuration, changed where this kind is a control. */
  String adapted(String text) {
    return this == NGINX_NO_RETRY
        ? text.replace("proxy_next_upstream error timeout;", "proxy_next_upstream off;")
        : text;
  }

  /** Whether it asks for health on the port of the application alone. */
  boolean asksTheApplicationsPort() {
    return this == CADDY;
  }

  /** What runs it in the foreground, with its file in that folder. */
  List<String> command(Path folder) {
    String path = program().find().orElseThrow().toString();
    String name = folder.resolve(file).toString();
    return switch (this) {
      case HAPROXY, HAPROXY_BACKUP -> List.of(path, "-db", "-f", name);
      case NGINX, NGINX_NO_RETRY -> List.of(path, "-p", folder.toString(), "-c", name);
      case CADDY -> List.of(path, "run", "--adapter", "caddyfile", "--config", name);
    };
  }
}
