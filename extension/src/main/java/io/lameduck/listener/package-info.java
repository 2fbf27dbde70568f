/**
 * Closes the server's HTTP listeners after a drain, and their idle connections; one file for each
 * server and subject. Internal: not for use by applications.
 */
@NullMarked
package io.lameduck.listener;

import org.jspecify.annotations.NullMarked;
