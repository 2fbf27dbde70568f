/** Requests that stop what they run in. */
@NullMarked
package io.lameduck.tck.app.stopper;

import org.jspecify.annotations.NullMarked;
