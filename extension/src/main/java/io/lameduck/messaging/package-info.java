/**
 * Stops the delivery of messages in a drain, so that the server's own stop has none to wait for;
 * one file for each server. Internal: not for use by applications.
 */
@NullMarked
package io.lameduck.messaging;

import org.jspecify.annotations.NullMarked;
