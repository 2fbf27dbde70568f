/** Filters that change what an application sees: controls of the comparison. */
@NullMarked
package io.lameduck.tck.app.compare.wrong;

import org.jspecify.annotations.NullMarked;
