/** What a run has shown, as its data file has it, and the arithmetic of it. */
@org.jspecify.annotations.NullMarked
package io.lameduck.tck.cost.data;
