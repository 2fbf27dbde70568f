/**
 * Where the report of a drain goes besides the log: the termination log, flight recordings.
 * Internal: not for use by applications.
 */
@NullMarked
package io.lameduck.report;

import org.jspecify.annotations.NullMarked;
