/**
 * Rolling restarts behind balancers that find out by themselves, with the configuration of {@code
 * samples/balancers}.
 */
@NullMarked
package io.lameduck.tck.balancers;

import org.jspecify.annotations.NullMarked;
