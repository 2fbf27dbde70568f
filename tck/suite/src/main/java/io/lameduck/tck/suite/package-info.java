/**
 * The black-box tests that hold on every server: real processes, real signals, raw sockets.
 *
 * <p>Each test of a behaviour has a control beside it: the same scenario without the jar, which
 * must show the failure that the jar prevents. No test knows which server it runs on; what a server
 * cannot do, its runner lists with the reason (see {@link
 * io.lameduck.tck.suite.fixture.Exclusions}).
 */
@org.jspecify.annotations.NullMarked
package io.lameduck.tck.suite;
