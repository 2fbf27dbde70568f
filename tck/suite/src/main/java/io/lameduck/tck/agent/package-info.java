/** An agent in the JVM of a server, which makes it another version of that server. */
@org.jspecify.annotations.NullMarked
package io.lameduck.tck.agent;
