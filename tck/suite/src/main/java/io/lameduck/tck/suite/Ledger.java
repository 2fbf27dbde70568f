package io.lameduck.tck.suite;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.tools.Server;

/**
 * A database in the JVM of the tests, so that it outlives the server: what background work has
 * committed.
 */
final class Ledger implements AutoCloseable {

  private final Server server;
  private final Connection connection;

  private Ledger(Server server, Connection connection) {
    this.server = server;
    this.connection = connection;
  }

  /** Opens an empty one on a free port. */
  static Ledger open() throws SQLException {
    Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-tcpDaemon").start();
    Connection connection = DriverManager.getConnection(url(server));
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE WORK_DONE (KIND VARCHAR(80))");
    }
    return new Ledger(server, connection);
  }

  private static String url(Server server) {
    return "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/mem:ledger" + server.getPort();
  }

  /** The application with a data source of its own, {@code java:app/jdbc/rows}, that leads here. */
  TestWar usedBy(TestWar war) {
    String descriptor =
        """
        <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
          <data-source>
            <name>java:app/jdbc/rows</name>
            <class-name>%s</class-name>
            <url>%s</url>
            <user></user>
            <password></password>
          </data-source>
        </web-app>
        """
            .formatted(JdbcDataSource.class.getName(), url(server));
    return war.library(JdbcDataSource.class).webXml(descriptor);
  }

  /** What has been committed. */
  List<String> rows() throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT KIND FROM WORK_DONE ORDER BY KIND")) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
    server.stop();
  }
}
