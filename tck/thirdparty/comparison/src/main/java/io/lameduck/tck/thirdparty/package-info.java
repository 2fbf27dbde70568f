/** Adds the jar to the archives of a third-party TCK, and compares the results with those bare. */
@NullMarked
package io.lameduck.tck.thirdparty;

import org.jspecify.annotations.NullMarked;
