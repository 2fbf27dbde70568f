package io.lameduck.samples.shop;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Slow requests, as every real service has some. */
@Path("/reports")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ReportResource {

  @Inject Shop shop;

  /** Sums up the orders; takes about two seconds. */
  @GET
  @Path("/sales")
  public SalesReport sales() throws InterruptedException {
    return shop.report();
  }
}
