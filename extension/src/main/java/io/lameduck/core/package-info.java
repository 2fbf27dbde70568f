/**
 * The drain itself: what is in flight, the phases, the clock, the settings and the messages.
 * Imports only {@code java.*}. Internal: not for use by applications.
 */
@NullMarked
package io.lameduck.core;

import org.jspecify.annotations.NullMarked;
