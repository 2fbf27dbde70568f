/**
 * The response of a request in flight: {@code Connection: close}, and event streams that a drain
 * ends. Internal: not for use by applications.
 */
@NullMarked
package io.lameduck.response;

import org.jspecify.annotations.NullMarked;
