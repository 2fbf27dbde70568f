/** Rolling restarts under the load of real HTTP/2 clients: real servers, a real HAProxy. */
@org.jspecify.annotations.NullMarked
package io.lameduck.tck.http2;
