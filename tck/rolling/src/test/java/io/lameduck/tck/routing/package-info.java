@NullMarked
package io.lameduck.tck.routing;

import org.jspecify.annotations.NullMarked;
