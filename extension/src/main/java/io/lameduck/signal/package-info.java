/** SIGTERM: who has it, and whether it reaches this JVM. Internal: not for use by applications. */
@NullMarked
package io.lameduck.signal;

import org.jspecify.annotations.NullMarked;
