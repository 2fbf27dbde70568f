/**
 * The messages as data, and the log that they are written to. Internal: not for use by
 * applications.
 */
@NullMarked
package io.lameduck.log;

import org.jspecify.annotations.NullMarked;
