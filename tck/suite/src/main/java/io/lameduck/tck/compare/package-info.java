/** A comparison of two applications by generated scripts; knows no server. */
@NullMarked
package io.lameduck.tck.compare;

import org.jspecify.annotations.NullMarked;
