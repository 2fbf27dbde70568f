/** Requests whose head goes out in an unusual way, or whose completion comes too late. */
@NullMarked
package io.lameduck.tck.app.head;

import org.jspecify.annotations.NullMarked;
