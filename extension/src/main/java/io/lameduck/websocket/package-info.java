/**
 * Closes the open WebSocket sessions when the draining begins. Loads without the WebSocket API,
 * which a server may lack: its part is off then. Internal: not for use by applications.
 */
@NullMarked
package io.lameduck.websocket;

import org.jspecify.annotations.NullMarked;
