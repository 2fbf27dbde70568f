/**
 * The drain of one deployment: its state, the sequence of its phases, its listeners. Knows {@code
 * java.*} only. Internal: not for use by applications.
 */
@NullMarked
package io.lameduck.drain;

import org.jspecify.annotations.NullMarked;
