package io.lameduck.core;

import org.jspecify.annotations.Nullable;

/**
 * What was in flight at some moment.
 *
 * @param title such as {@code GET /orders}; never with a query, which may hold secrets
 * @param began by the clock of the drain
 * @param worker null where no thread is known, as in asynchronous work between two events
 */
record Work(String title, long began, @Nullable Thread worker) {}
