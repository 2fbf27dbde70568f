/** Background work of every kind that the platform has, without a word about Lameduck. */
@NullMarked
package io.lameduck.tck.app.background;

import org.jspecify.annotations.NullMarked;
