package io.lameduck.samples.shop;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * The database of this one instance: in memory, unless {@code shop.database} (as an environment
 * variable: {@code SHOP_DATABASE}) names a file, such as {@code jdbc:h2:file:/data/shop}.
 */
@ApplicationScoped
public class Database {

  /**
   * A commit is on the disk when it returns. The database is closed with the application, not by a
   * hook of its own in the first moment of the JVM's end.
   */
  private static final String SETTINGS = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";

  @Inject
  @ConfigProperty(name = "shop.database", defaultValue = "jdbc:h2:mem:shop")
  String url;

  private JdbcConnectionPool pool;

  @PostConstruct
  void open() {
    pool = JdbcConnectionPool.create(url + SETTINGS, "shop", "");
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          create table if not exists orders (
            number bigint generated always as identity primary key,
            product varchar(20) not null,
            quantity int not null,
            total int not null)
          """);
      statement.execute(
          "create table if not exists invoices (number bigint primary key references orders)");
    } catch (SQLException e) {
      throw new IllegalStateException("no tables in " + url, e);
    }
  }

  /** A connection of the pool, which commits each statement; to be closed by the caller. */
  public Connection connect() throws SQLException {
    return pool.getConnection();
  }

  @PreDestroy
  void close() {
    pool.dispose();
  }
}
