package io.lameduck.samples.shop;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** The order book. */
@Path("/orders")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class OrderResource {

  @Inject Shop shop;

  /** Takes an order; answers 201 with its place. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response place(OrderRequest request, @Context UriInfo uri) {
    String id = request.getProduct();
    if (id == null || request.getQuantity() < 1) {
      throw new BadRequestException("an order names a product and a quantity of at least 1");
    }
    Product product = shop.product(id).orElseThrow(() -> new BadRequestException("no " + id));
    Order order = shop.order(product, request.getQuantity());
    return Response.created(uri.getAbsolutePathBuilder().path("{number}").build(order.number()))
        .entity(order)
        .build();
  }

  /** Shows an order. */
  @GET
  @Path("/{number}")
  public Order show(@PathParam("number") long number) {
    return shop.order(number).orElseThrow(NotFoundException::new);
  }
}
