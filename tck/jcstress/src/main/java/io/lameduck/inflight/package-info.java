/** In the gate's own package, to reach what is package-private. */
@NullMarked
package io.lameduck.inflight;

import org.jspecify.annotations.NullMarked;
