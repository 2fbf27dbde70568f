/** A small shop. Nothing here knows of lameduck: the dependency in the pom is all there is. */
@org.jspecify.annotations.NullMarked
package io.lameduck.samples.shop;
