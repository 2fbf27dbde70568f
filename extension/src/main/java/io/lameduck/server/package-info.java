/**
 * What a server does not offer by an API, by reflection: its own stop, its connections, its
 * modules. One file a server and subject; if one is absent or changed, everything else works.
 * Internal: not for use by applications.
 */
@NullMarked
package io.lameduck.server;

import org.jspecify.annotations.NullMarked;
