/** A stand-in for Undertow, by its name. */
package io.undertow;
