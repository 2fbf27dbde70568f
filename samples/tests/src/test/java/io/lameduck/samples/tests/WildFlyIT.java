package io.lameduck.samples.tests;

import java.nio.file.Path;

/** {@code samples/wildfly}. */
class WildFlyIT extends WildFlyTest {

  WildFlyIT() {
    super("wildfly");
  }

  @Override
  Path home() {
    return property("samples.wildfly");
  }

  /** The one that the entry script takes by itself. */
  @Override
  String config() {
    return "";
  }
}
