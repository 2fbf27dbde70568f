/** An embedded Tomcat in a JVM of its own, and what Lameduck does there. */
@NullMarked
package io.lameduck.tck.tomcat;

import org.jspecify.annotations.NullMarked;
