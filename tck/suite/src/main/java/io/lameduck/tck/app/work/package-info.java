/** Work that no request stands for, and observers of the drain. */
@NullMarked
package io.lameduck.tck.app.work;

import org.jspecify.annotations.NullMarked;
