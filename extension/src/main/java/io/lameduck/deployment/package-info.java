/**
 * What belongs to one class loader of the jar, and its peers: the other deployments of this JVM.
 * Internal: not for use by applications.
 */
@NullMarked
package io.lameduck.deployment;

import org.jspecify.annotations.NullMarked;
