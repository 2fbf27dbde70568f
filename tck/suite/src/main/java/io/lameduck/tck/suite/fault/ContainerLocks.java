package io.lameduck.tck.suite.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.Set;

/**
 * What deadlocks in a server without the jar, since the server calls the application under a lock
 * of its own: the resource {@value #RESOURCE} of its runner. A key is the callback and the call;
 * the value says why.
 */
final class ContainerLocks {

  static final String RESOURCE = "lameduck-tck-container-locks.properties";

  private ContainerLocks() {}

  /** Such as {@code complete async.complete}. */
  static Set<String> ofThisServer() {
    Properties reasons = new Properties();
    try (InputStream in = ContainerLocks.class.getResourceAsStream("/" + RESOURCE)) {
      if (in != null) {
        reasons.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE, e);
    }
    return reasons.stringPropertyNames();
  }
}
