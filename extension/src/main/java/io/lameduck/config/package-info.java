/**
 * The configuration keys, what is read from them, and what is refused. Knows {@code java.*} only.
 * Internal: not for use by applications.
 */
@NullMarked
package io.lameduck.config;

import org.jspecify.annotations.NullMarked;
