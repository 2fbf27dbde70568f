/** A request for any path below its own that does not end. */
@NullMarked
package io.lameduck.tck.app.stuck;

import org.jspecify.annotations.NullMarked;
