/** Requests, streams and sessions: what the clients see, while serving and in a drain. */
@org.jspecify.annotations.NullMarked
package io.lameduck.tck.suite.http;
