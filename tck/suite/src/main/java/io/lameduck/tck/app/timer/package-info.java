/** An EJB timer: Payara's own stop takes seconds for an application with one. */
@NullMarked
package io.lameduck.tck.app.timer;

import org.jspecify.annotations.NullMarked;
