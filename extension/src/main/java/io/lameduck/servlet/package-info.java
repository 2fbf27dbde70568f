/**
 * Counts requests and says {@code Connection: close} during a drain. Internal: not for use by
 * applications.
 */
@NullMarked
package io.lameduck.servlet;

import org.jspecify.annotations.NullMarked;
