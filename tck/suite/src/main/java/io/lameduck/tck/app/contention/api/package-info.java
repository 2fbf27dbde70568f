/** What of the contention needs Lameduck's own API. */
@NullMarked
package io.lameduck.tck.app.contention.api;

import org.jspecify.annotations.NullMarked;
