package io.lameduck.samples.shop;

import org.jspecify.annotations.Nullable;

/** What a customer sends. */
public class OrderRequest {

  private @Nullable String product;
  private int quantity;

  public @Nullable String getProduct() {
    return product;
  }

  public void setProduct(String product) {
    this.product = product;
  }

  public int getQuantity() {
    return quantity;
  }

  public void setQuantity(int quantity) {
    this.quantity = quantity;
  }
}
