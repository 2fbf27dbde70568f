/** Says in the log what CDI and the web container tell it of its life. */
@NullMarked
package io.lameduck.tck.app.lifecycle;

import org.jspecify.annotations.NullMarked;
