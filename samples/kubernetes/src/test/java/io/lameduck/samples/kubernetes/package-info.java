/** Renders the manifests and holds them against the jar, the servers and each other. */
@NullMarked
package io.lameduck.samples.kubernetes;

import org.jspecify.annotations.NullMarked;
