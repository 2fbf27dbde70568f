/** Benchmarks that look at the inside of the room of the same name. */
@NullMarked
package io.lameduck.deployment;

import org.jspecify.annotations.NullMarked;
