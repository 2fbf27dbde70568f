/** What the deployment descriptors of the application have become, as the application sees it. */
@NullMarked
package io.lameduck.tck.app.descriptor;

import org.jspecify.annotations.NullMarked;
