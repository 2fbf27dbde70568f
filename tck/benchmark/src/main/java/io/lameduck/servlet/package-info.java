/** In the filter's own package, which is closed to everybody else. */
@NullMarked
package io.lameduck.servlet;

import org.jspecify.annotations.NullMarked;
