/** Batch jobs, without a word about Lameduck. */
@NullMarked
package io.lameduck.tck.app.batch;

import org.jspecify.annotations.NullMarked;
