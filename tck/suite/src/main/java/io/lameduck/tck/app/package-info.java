/**
 * The application that the suite deploys: each class is one way to be busy, or to fail, in a
 * Jakarta EE server. Whatever is called slow only takes time, as real work would; nothing waits for
 * it.
 */
@org.jspecify.annotations.NullMarked
package io.lameduck.tck.app;
