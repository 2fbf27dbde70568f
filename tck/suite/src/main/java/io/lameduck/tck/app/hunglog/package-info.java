/** A log that hangs. */
@NullMarked
package io.lameduck.tck.app.hunglog;

import org.jspecify.annotations.NullMarked;
