package io.lameduck.samples.shop;

/** An order that has been taken. The total is in cents. */
public record Order(long number, String product, int quantity, int total) {}
