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
    return """
        GET  products
        POST orders                   {"product": "bread", "quantity": 2}
        GET  orders                   how many there are
        GET  orders/{number}
        POST orders/{number}/invoice  202, then two seconds of work
        GET  reports/sales            takes two seconds
        GET  reports/sales/async      the same
        GET  events                   an event stream
             tracking                 a WebSocket; say the number of an order
        """;
  }
}
