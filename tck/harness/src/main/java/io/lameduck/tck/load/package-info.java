/** Strict load, late balancers, and the rolling restart that puts a server between the two. */
@org.jspecify.annotations.NullMarked
package io.lameduck.tck.load;
