package io.lameduck.samples.shop;

import static java.sql.Statement.RETURN_GENERATED_KEYS;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The orders, in the database. */
@ApplicationScoped
public class OrderBook {

  @Inject Database database;

  /** Takes an order. When this returns it is committed, so that it can be promised. */
  public Order add(Product product, int quantity) throws SQLException {
    int total = Math.multiplyExact(product.price(), quantity);
    String sql = "insert into orders (product, quantity, total) values (?, ?, ?)";
    try (Connection connection = database.connect();
        PreparedStatement insert = connection.prepareStatement(sql, RETURN_GENERATED_KEYS)) {
      insert.setString(1, product.id());
      insert.setInt(2, quantity);
      insert.setInt(3, total);
      insert.executeUpdate();
      try (ResultSet keys = insert.getGeneratedKeys()) {
        keys.next();
        return new Order(keys.getLong(1), product.id(), quantity, total);
      }
    }
  }

  /** One order, if there is such a one. */
  public Optional<Order> find(long number) throws SQLException {
    String sql = "select product, quantity, total from orders where number = ?";
    try (Connection connection = database.connect();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(1, number);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(new Order(number, row.getString(1), row.getInt(2), row.getInt(3)))
            : Optional.empty();
      }
    }
  }

  /** Counts the orders and sums them up. */
  public Sales sales() throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement select =
            connection.prepareStatement("select count(*), coalesce(sum(total), 0) from orders");
        ResultSet row = select.executeQuery()) {
      row.next();
      return new Sales(row.getLong(1), row.getLong(2));
    }
  }

  /** The same in two seconds, as such reports are. */
  public Sales salesReport() throws SQLException, InterruptedException {
    TimeUnit.SECONDS.sleep(2);
    return sales();
  }
}
