package io.lameduck.samples.shop;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The stock and the order book, in memory. */
@ApplicationScoped
public class Shop {

  private static final List<Product> PRODUCTS =
      List.of(
          new Product("bread", "Stale bread", 250),
          new Product("corn", "Cracked corn", 420),
          new Product("peas", "Frozen peas", 310));

  private final Map<Long, Order> orders = new ConcurrentHashMap<>();
  private final AtomicLong lastNumber = new AtomicLong();

  /** All there is to buy. */
  public List<Product> products() {
    return PRODUCTS;
  }

  /** One product, if the shop has it. */
  public Optional<Product> product(String id) {
    return PRODUCTS.stream().filter(product -> product.id().equals(id)).findFirst();
  }

  /** Takes an order. */
  public Order order(Product product, int quantity) {
    long number = lastNumber.incrementAndGet();
    Order order =
        new Order(number, product, quantity, Math.multiplyExact(product.price(), quantity));
    orders.put(number, order);
    return order;
  }

  /** One order, if it was taken here. */
  public Optional<Order> order(long number) {
    return Optional.ofNullable(orders.get(number));
  }

  /** Sums up the orders; takes two seconds, as such queries do. */
  public SalesReport report() throws InterruptedException {
    TimeUnit.SECONDS.sleep(2);
    return new SalesReport(orders.size(), orders.values().stream().mapToLong(Order::total).sum());
  }
}
