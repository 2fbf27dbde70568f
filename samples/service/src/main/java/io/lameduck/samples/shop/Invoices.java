package io.lameduck.samples.shop;

import io.lameduck.InFlight;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** The invoices: work in the background, which no request waits for. */
@ApplicationScoped
public class Invoices {

  private static final System.Logger LOG = System.getLogger(Invoices.class.getName());

  @Inject Database database;

  /** Prints an invoice, which takes two seconds, and writes down that it is done. */
  @InFlight("invoice")
  public void write(Order order) {
    try {
      TimeUnit.SECONDS.sleep(2);
      markAsDone(order);
    } catch (SQLException | InterruptedException e) {
      LOG.log(Level.ERROR, "no invoice for " + order, e);
    }
  }

  private void markAsDone(Order order) throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement merge =
            connection.prepareStatement("merge into invoices (number) values (?)")) {
      merge.setLong(1, order.number());
      merge.executeUpdate();
    }
  }
}
