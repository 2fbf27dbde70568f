/** Event streams whose application has locks of its own, and clients that do not read. */
@NullMarked
package io.lameduck.tck.app.broadcast;

import org.jspecify.annotations.NullMarked;
