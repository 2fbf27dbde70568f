/** What the benchmarks on real servers have in common. */
@org.jspecify.annotations.NullMarked
package io.lameduck.tck.measured;
