/** Holds the documentation against the code. */
@NullMarked
package io.lameduck.docs;

import org.jspecify.annotations.NullMarked;
