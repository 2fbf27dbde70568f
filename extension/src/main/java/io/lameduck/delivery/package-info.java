/**
 * Responses that are finished and not yet with their clients. Internal: not for use by
 * applications.
 */
@NullMarked
package io.lameduck.delivery;

import org.jspecify.annotations.NullMarked;
