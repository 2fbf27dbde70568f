package io.lameduck.tck.messages;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import org.h2.tools.Server;

/** A database in this JVM, so that it outlives the servers: what the beans have committed. */
final class Outcomes implements AutoCloseable {

  private static final String MEMORY = "mem:outcomes";

  private final Server server;
  private final Connection connection;

  private Outcomes(Server server, Connection connection) {
    this.server = server;
    this.connection = connection;
  }

  /** Opens an empty one on a free port. */
  static Outcomes open() throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:h2:" + MEMORY, "sa", "sa");
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE OUTCOMES (ORDER_ID BIGINT, DELIVERY INT, INSTANCE VARCHAR(80))");
    }
    return new Outcomes(Server.createTcpServer("-tcpPort", "0", "-tcpDaemon").start(), connection);
  }

  /** What a data source of the servers connects to. */
  String url() {
    return "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/" + MEMORY;
  }

  /** How many rows there are of each order. */
  Map<Long, Integer> rows() throws SQLException {
    Map<Long, Integer> rows = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("SELECT ORDER_ID, COUNT(*) FROM OUTCOMES GROUP BY ORDER_ID")) {
      while (result.next()) {
        rows.put(result.getLong(1), result.getInt(2));
      }
    }
    return rows;
  }

  @Override
  public void close() throws SQLException {
    server.stop();
    connection.close();
  }
}
