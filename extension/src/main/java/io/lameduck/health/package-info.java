/** How readiness gets into the answer of the server. Internal: not for use by applications. */
@NullMarked
package io.lameduck.health;

import org.jspecify.annotations.NullMarked;
