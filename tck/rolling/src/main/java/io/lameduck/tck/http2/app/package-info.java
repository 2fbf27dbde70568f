/** What the servers deploy; it runs in them, and the benchmark only copies its class files. */
@org.jspecify.annotations.NullMarked
package io.lameduck.tck.http2.app;
