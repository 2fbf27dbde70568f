/** The rules by which Kubernetes routes to the pods of a Service, without a cluster. */
@NullMarked
package io.lameduck.tck.kubernetes;

import org.jspecify.annotations.NullMarked;
