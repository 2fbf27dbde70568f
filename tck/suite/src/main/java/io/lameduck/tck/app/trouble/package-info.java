/** Observers that do what they should not. */
@NullMarked
package io.lameduck.tck.app.trouble;

import org.jspecify.annotations.NullMarked;
