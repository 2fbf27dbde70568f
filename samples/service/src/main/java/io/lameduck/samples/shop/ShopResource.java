package io.lameduck.samples.shop;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What there is to see. */
@Path("/")
@RequestScoped
public class ShopResource {

  /** Names the other resources. */
  @GET
  @Produces(MediaType.TEXT_PLAIN)
  public String index() {
    return "GET products, POST orders, GET orders/{number}, GET reports/sales (two seconds)\n";
  }
}
