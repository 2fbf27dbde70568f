/**
 * The portable extension, the readiness check and the wiring. Internal: not for use by
 * applications.
 */
@NullMarked
package io.lameduck.cdi;

import org.jspecify.annotations.NullMarked;
