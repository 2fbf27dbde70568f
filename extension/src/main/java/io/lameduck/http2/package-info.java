/**
 * GOAWAY for HTTP/2 connections in a drain: which connection gets it, and when; one file for each
 * server. Internal: not for use by applications.
 */
@NullMarked
package io.lameduck.http2;

import org.jspecify.annotations.NullMarked;
