/** Resources of the application beside the addresses of MicroProfile Health and Metrics. */
@NullMarked
package io.lameduck.tck.app.beside;

import org.jspecify.annotations.NullMarked;
