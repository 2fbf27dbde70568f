/** A servlet that fails at the start, as one does without its database. */
@NullMarked
package io.lameduck.tck.app.failing.servlet;

import org.jspecify.annotations.NullMarked;
