/** Executes scripts against the servlet API, and records what each call has done. */
@NullMarked
package io.lameduck.tck.app.compare;

import org.jspecify.annotations.NullMarked;
