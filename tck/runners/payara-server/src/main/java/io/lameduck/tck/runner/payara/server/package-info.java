/** Payara Server, as the suite and the rolling restart see it. */
@org.jspecify.annotations.NullMarked
package io.lameduck.tck.runner.payara.server;
