/**
 * An application whose callbacks need a lock of its own, while another thread holds that lock and
 * calls into the container.
 */
@NullMarked
package io.lameduck.tck.app.contention;

import org.jspecify.annotations.NullMarked;
