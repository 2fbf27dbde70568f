/**
 * What belongs to the JVM, not to one framework: the signals, and what all parts of one deployment
 * share. Internal: not for use by applications.
 */
@NullMarked
package io.lameduck.jvm;

import org.jspecify.annotations.NullMarked;
