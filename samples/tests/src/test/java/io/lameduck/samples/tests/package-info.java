/** The shop on the real servers, each started by the entry script of its folder. */
@NullMarked
package io.lameduck.samples.tests;

import org.jspecify.annotations.NullMarked;
