package io.lameduck.samples.shop;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** What there is to buy. */
@ApplicationScoped
public class Catalogue {

  private static final List<Product> PRODUCTS =
      List.of(
          new Product("bread", "Stale bread", 250),
          new Product("corn", "Cracked corn", 420),
          new Product("peas", "Frozen peas", 310));

  /** All of it. */
  public List<Product> products() {
    return PRODUCTS;
  }

  /** One product, if the shop has it. */
  public Optional<Product> product(String id) {
    return PRODUCTS.stream().filter(product -> product.id().equals(id)).findFirst();
  }
}
