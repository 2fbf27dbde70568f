/** Payara Micro, as the suite and the demo see it. */
@org.jspecify.annotations.NullMarked
package io.lameduck.tck.runner.payara.micro;
