/** What goes wrong inside or beside the jar: it never hangs or breaks the application. */
@org.jspecify.annotations.NullMarked
package io.lameduck.tck.suite.fault;
