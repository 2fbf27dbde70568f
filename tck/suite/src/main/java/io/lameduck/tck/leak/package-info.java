/** What an application must not do: a control adds it to the one that the suite deploys. */
@org.jspecify.annotations.NullMarked
package io.lameduck.tck.leak;
