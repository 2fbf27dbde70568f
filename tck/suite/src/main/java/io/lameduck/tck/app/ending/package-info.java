/** Requests with work that begins when all filters have returned. */
@NullMarked
package io.lameduck.tck.app.ending;

import org.jspecify.annotations.NullMarked;
