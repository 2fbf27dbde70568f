package io.lameduck.samples.shop;

/** All orders in two numbers. The total is in cents. */
public record Sales(long orders, long total) {}
