/** HTTP/2 clients as applications use them, behind one interface. */
@org.jspecify.annotations.NullMarked
package io.lameduck.tck.http2.client;
