/** What the README's first command runs. */
@org.jspecify.annotations.NullMarked
package io.lameduck.samples.demo;
