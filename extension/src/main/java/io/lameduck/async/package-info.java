/**
 * Requests in async mode: when one is over, whatever the server tells of it. Internal: not for use
 * by applications.
 */
@NullMarked
package io.lameduck.async;

import org.jspecify.annotations.NullMarked;
