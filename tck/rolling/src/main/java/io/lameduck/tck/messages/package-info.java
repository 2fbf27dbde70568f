/**
 * Rolling restarts of message-driven beans: a broker and a database outside of the servers, and a
 * constant flow of messages.
 */
@NullMarked
package io.lameduck.tck.messages;

import org.jspecify.annotations.NullMarked;
