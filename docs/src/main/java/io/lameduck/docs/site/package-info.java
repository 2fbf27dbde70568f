/** Makes the HTML of the pages searchable. */
@NullMarked
package io.lameduck.docs.site;

import org.jspecify.annotations.NullMarked;
