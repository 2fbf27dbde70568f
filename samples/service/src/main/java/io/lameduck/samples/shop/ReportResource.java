package io.lameduck.samples.shop;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;

/** Slow requests, as every real service has some. */
@Path("/reports")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ReportResource {

  @Inject OrderBook orders;
  @Resource ManagedExecutorService executor;

  /** Sums up the orders; takes about two seconds. */
  @GET
  @Path("/sales")
  public Sales sales() throws SQLException, InterruptedException {
    return orders.salesReport();
  }

  /** The same, without a thread of the server's requests. */
  @GET
  @Path("/sales/async")
  public void salesAsync(@Suspended AsyncResponse response) {
    OrderBook book = orders;
    executor.execute(
        () -> {
          try {
            response.resume(book.salesReport());
          } catch (SQLException | InterruptedException e) {
            response.resume(e);
          }
        });
  }
}
