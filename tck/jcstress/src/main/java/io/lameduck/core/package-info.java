/** In the gate's own package, which is closed to everybody else. */
@NullMarked
package io.lameduck.core;

import org.jspecify.annotations.NullMarked;
