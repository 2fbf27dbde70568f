/** Pods of a Service on real servers, with the settings of {@code samples/kubernetes}. */
@NullMarked
package io.lameduck.tck.routing;

import org.jspecify.annotations.NullMarked;
