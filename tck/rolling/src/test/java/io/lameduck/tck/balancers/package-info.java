@NullMarked
package io.lameduck.tck.balancers;

import org.jspecify.annotations.NullMarked;
