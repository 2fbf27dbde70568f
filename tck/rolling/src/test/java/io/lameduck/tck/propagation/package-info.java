@NullMarked
package io.lameduck.tck.propagation;

import org.jspecify.annotations.NullMarked;
