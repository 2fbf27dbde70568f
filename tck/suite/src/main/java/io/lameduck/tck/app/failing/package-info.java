/**
 * A library whose listener fails after all others, as that of a framework does without its
 * database.
 */
@NullMarked
package io.lameduck.tck.app.failing;

import org.jspecify.annotations.NullMarked;
