/** The WebSocket endpoints of the application; in a package of its own, for the tests of them. */
@org.jspecify.annotations.NullMarked
package io.lameduck.tck.app.websocket;
