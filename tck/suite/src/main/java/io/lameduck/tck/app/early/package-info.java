/** An application that takes SIGTERM before Lameduck does. */
@NullMarked
package io.lameduck.tck.app.early;

import org.jspecify.annotations.NullMarked;
