/** A message-driven bean, without a word about Lameduck. */
@NullMarked
package io.lameduck.tck.app.messages;

import org.jspecify.annotations.NullMarked;
