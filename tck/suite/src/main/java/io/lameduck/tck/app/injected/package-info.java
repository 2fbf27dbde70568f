/** A servlet that another framework than CDI injects into. */
@NullMarked
package io.lameduck.tck.app.injected;

import org.jspecify.annotations.NullMarked;
