/** The stop: what begins it, how long it takes, what is told of it. */
@org.jspecify.annotations.NullMarked
package io.lameduck.tck.suite.stop;
