/**
 * Counts requests from the first filter on, refuses late ones, and answers the drain endpoint.
 * Internal: not for use by applications.
 */
@NullMarked
package io.lameduck.servlet;

import org.jspecify.annotations.NullMarked;
