/** A filter that wraps request and response, and changes nothing: what every such filter does. */
@NullMarked
package io.lameduck.tck.app.compare.plain;

import org.jspecify.annotations.NullMarked;
