/**
 * A small shop. Nothing here knows of lameduck but {@link io.lameduck.samples.shop.Invoices}, which
 * has a job that no request waits for.
 */
package io.lameduck.samples.shop;
