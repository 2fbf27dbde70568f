/**
 * What an application may use; none of it is needed for its requests to be drained.
 *
 * <ul>
 *   <li>{@link io.lameduck.InFlight} and {@link io.lameduck.Lameduck#begin} make a drain wait for
 *       work that no request stands for.
 *   <li>{@link io.lameduck.LameDuckStarted}, {@link io.lameduck.DrainingStarted}, {@link
 *       io.lameduck.DrainEnded} and {@link io.lameduck.DrainResumed} are CDI events.
 * </ul>
 */
@NullMarked
package io.lameduck;

import org.jspecify.annotations.NullMarked;
