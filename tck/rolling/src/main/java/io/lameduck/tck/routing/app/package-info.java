/** What the pods deploy. */
@NullMarked
package io.lameduck.tck.routing.app;

import org.jspecify.annotations.NullMarked;
