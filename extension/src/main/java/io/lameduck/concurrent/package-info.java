/**
 * The monotonic clock, and the threads that work and wait by it. Knows {@code java.*} only.
 * Internal: not for use by applications.
 */
@NullMarked
package io.lameduck.concurrent;

import org.jspecify.annotations.NullMarked;
