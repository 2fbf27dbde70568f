/** An application that takes its time to start. */
@NullMarked
package io.lameduck.tck.app.slowstart;

import org.jspecify.annotations.NullMarked;
