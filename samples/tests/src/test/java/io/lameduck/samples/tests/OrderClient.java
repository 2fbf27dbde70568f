package io.lameduck.samples.tests;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.RawConnection;
import io.lameduck.tck.harness.RawResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A customer: one order at each run, no retry. Used by one thread at a time. */
final class OrderClient implements Runnable {

  private static final Duration BOUND = Duration.ofSeconds(15);
  private static final String ORDER = "{\"product\": \"bread\", \"quantity\": 1}";

  private final int port;
  private final boolean keepAlive;
  private final OrderTally tally;
  private @Nullable RawConnection connection;

  OrderClient(int port, boolean keepAlive, OrderTally tally) {
    this.port = port;
    this.keepAlive = keepAlive;
    this.tally = tally;
  }

  @Override
  public void run() {
    try {
      tally.answered(connection().post("/shop/orders", ORDER));
    } catch (ExchangeFailed e) {
      drop();
      tally.failed(e.toString());
    }
  }

  /** A kept one that is closed <em>before</em> a request is sent is no failure. */
  private RawConnection connection() throws ExchangeFailed {
    RawConnection current = connection;
    if (current == null || !keepAlive || !current.isOpen()) {
      drop();
      current = RawConnection.open(port, BOUND);
      connection = current;
    }
    return current;
  }

  private void drop() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  /** Orders an invoice, on a connection of its own, and is promised one. */
  static void orderInvoice(int port, long order) throws ExchangeFailed {
    try (RawConnection connection = RawConnection.open(port, BOUND)) {
      RawResponse response = connection.post("/shop/orders/" + order + "/invoice", "");
      if (response.status() != 202) {
        throw new IllegalStateException("no invoice: " + response);
      }
    }
  }
}
