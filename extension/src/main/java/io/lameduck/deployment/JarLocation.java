package io.lameduck.deployment;

import java.security.CodeSource;

/** Where the jar is. */
public final class JarLocation {

  private JarLocation() {}

  /** Whether it is in a WAR: then no other shares it, nor the deployment. */
  public static boolean isInWar() {
    CodeSource source = JarLocation.class.getProtectionDomain().getCodeSource();
    return source != null
        && source.getLocation() != null
        && source.getLocation().getPath().contains("/WEB-INF/");
  }
}
