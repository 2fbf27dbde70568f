/** An application that fills the heap in the middle of a drain. */
@NullMarked
package io.lameduck.tck.app.greedy;

import org.jspecify.annotations.NullMarked;
