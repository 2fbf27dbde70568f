/**
 * What is in flight: the gate that counts it, each request by name, event streams. Knows {@code
 * java.*} only. Internal: not for use by applications.
 */
@NullMarked
package io.lameduck.inflight;

import org.jspecify.annotations.NullMarked;
