/** What the jar costs a server that is not stopped: requests per second, and time to start. */
@org.jspecify.annotations.NullMarked
package io.lameduck.tck.cost;
