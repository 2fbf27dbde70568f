/** A model of how late the nodes of a cluster hear that a pod goes. */
@NullMarked
package io.lameduck.tck.propagation;

import org.jspecify.annotations.NullMarked;
