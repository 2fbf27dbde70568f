/** What tests of faults ask the application for. */
@NullMarked
package io.lameduck.tck.app.fault;

import org.jspecify.annotations.NullMarked;
