package io.lameduck.tck.app.background;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** Work that takes its time, and writes a row at its end: everything it needs has to be there. */
@ApplicationScoped
public class Rows {

  static final String SOURCE = "java:app/jdbc/rows";

  /** For injection into it, so that CDI is needed, too. */
  @Inject private Stamp stamp;

  /** Works for so long and then writes the row. */
  public void workAndWrite(String kind, long millis) {
    work(kind, millis, () -> write(kind));
  }

  /** The same, on a thread that may have no names of the application. */
  void workAndWrite(String kind, long millis, DataSource source) {
    work(kind, millis, () -> write(kind, source));
  }

  private interface Writing {
    void write() throws NamingException, SQLException;
  }

  private static void work(String kind, long millis, Writing writing) {
    System.out.println("WORK-BEGUN " + kind);
    try {
      Thread.sleep(millis);
      writing.write();
      System.out.println("WORK-OVER " + kind);
    } catch (InterruptedException | NamingException | SQLException | RuntimeException e) {
      System.out.println("WORK-FAILED " + kind + " " + e);
      throw new IllegalStateException(e);
    }
  }

  /** Writes the row, in the transaction that there is. */
  @SuppressWarnings("BanJNDI") // A constant.
  public void write(String kind) throws NamingException, SQLException {
    write(kind, InitialContext.doLookup(SOURCE));
  }

  private void write(String kind, DataSource source) throws SQLException {
    try (Connection connection = source.getConnection();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO WORK_DONE (KIND) VALUES (?)")) {
      insert.setString(1, stamp.of(kind));
      insert.executeUpdate();
    }
  }
}
