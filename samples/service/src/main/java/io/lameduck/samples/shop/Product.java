package io.lameduck.samples.shop;

/** Something to buy. The price is in cents. */
public record Product(String id, String name, int price) {}
