/**
 * The platform's own background work: enterprise beans, Jakarta Concurrency and Jakarta Batch. A
 * drain waits for what has begun, without a line of code in the application.
 */
@NullMarked
package io.lameduck.work;

import org.jspecify.annotations.NullMarked;
