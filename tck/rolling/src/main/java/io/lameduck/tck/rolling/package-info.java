/** The rolling-restart benchmark: real servers, a real HAProxy, strict clients. */
@org.jspecify.annotations.NullMarked
package io.lameduck.tck.rolling;
