/** Asynchronous requests whose clients go away. */
@NullMarked
package io.lameduck.tck.app.gone;

import org.jspecify.annotations.NullMarked;
