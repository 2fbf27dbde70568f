/** The page and the picture that are made from a data file. */
@org.jspecify.annotations.NullMarked
package io.lameduck.tck.rolling.report;
