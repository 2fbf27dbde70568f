/** An application that uses transactions of the server. */
@NullMarked
package io.lameduck.tck.app.transaction;

import org.jspecify.annotations.NullMarked;
