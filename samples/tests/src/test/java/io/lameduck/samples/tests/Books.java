package io.lameduck.samples.tests;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/** What a shop that has ended has left in its database. */
record Books(Set<Long> orders, Set<Long> invoices) {

  static Books open(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url + ";IFEXISTS=TRUE", "shop", "");
        Statement statement = connection.createStatement()) {
      return new Books(
          numbers(statement, "select number from orders"),
          numbers(statement, "select number from invoices"));
    }
  }

  private static Set<Long> numbers(Statement statement, String sql) throws SQLException {
    Set<Long> numbers = new HashSet<>();
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        numbers.add(rows.getLong(1));
      }
    }
    return numbers;
  }
}
