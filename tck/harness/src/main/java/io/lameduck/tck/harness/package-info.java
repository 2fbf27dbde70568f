/** Real server processes: started, signalled and watched from outside. */
@org.jspecify.annotations.NullMarked
package io.lameduck.tck.harness;
