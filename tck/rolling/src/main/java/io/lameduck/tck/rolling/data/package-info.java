/** What a run of the benchmark has shown, as its data file has it. */
@org.jspecify.annotations.NullMarked
package io.lameduck.tck.rolling.data;
