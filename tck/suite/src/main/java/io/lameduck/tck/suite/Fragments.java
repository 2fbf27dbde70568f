package io.lameduck.tck.suite;

import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

/** Libraries of an application that bring a web fragment. */
final class Fragments {

  private Fragments() {}

  /** A distributable one with that name, and with a filter and a parameter of that name. */
  static JavaArchive jar(String name) {
    String descriptor =
        """
        <web-fragment xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
          <name>NAME</name>
          <distributable/>
          <context-param>
            <param-name>tck.of-NAME</param-name>
            <param-value>kept</param-value>
          </context-param>
          <filter>
            <filter-name>NAME</filter-name>
            <filter-class>io.lameduck.tck.app.descriptor.MarkFilter</filter-class>
          </filter>
          <filter-mapping>
            <filter-name>NAME</filter-name>
            <url-pattern>/*</url-pattern>
          </filter-mapping>
        </web-fragment>
        """
            .replace("NAME", name);
    return ShrinkWrap.create(JavaArchive.class, name + ".jar")
        .addAsManifestResource(new StringAsset(descriptor), "web-fragment.xml");
  }
}
