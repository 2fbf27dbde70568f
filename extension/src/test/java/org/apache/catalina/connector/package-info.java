/** What is told by its name. */
@NullMarked
package org.apache.catalina.connector;

import org.jspecify.annotations.NullMarked;
