/** Responses of every kind that a server puts together in its own way. */
@NullMarked
package io.lameduck.tck.app.response;

import org.jspecify.annotations.NullMarked;
