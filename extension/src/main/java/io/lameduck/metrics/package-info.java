/**
 * The state of a drain as metrics. Loads without MicroProfile Metrics and without OpenTelemetry,
 * which a server may lack: its part is off then. Internal: not for use by applications.
 */
@NullMarked
package io.lameduck.metrics;

import org.jspecify.annotations.NullMarked;
