/** A message-driven bean that writes to a database, without a word about Lameduck. */
@NullMarked
package io.lameduck.tck.messages.app;

import org.jspecify.annotations.NullMarked;
