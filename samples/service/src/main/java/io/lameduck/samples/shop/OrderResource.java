package io.lameduck.samples.shop;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
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
import java.sql.SQLException;

/** The order book. */
@Path("/orders")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class OrderResource {

  @Inject Catalogue catalogue;
  @Inject OrderBook orders;
  @Inject Invoices invoices;
  @Inject Event<Order> placed;
  @Resource ManagedExecutorService executor;

  /** Takes an order; answers 201 with its place, which is a promise: it is in the database. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response place(OrderRequest request, @Context UriInfo uri) throws SQLException {
    String id = request.getProduct();
    if (id == null || request.getQuantity() < 1) {
      throw new BadRequestException("an order names a product and a quantity of at least 1");
    }
    Product product = catalogue.product(id).orElseThrow(() -> new BadRequestException("no " + id));
    Order order = orders.add(product, request.getQuantity());
    placed.fireAsync(order);
    return Response.created(uri.getAbsolutePathBuilder().path("{number}").build(order.number()))
        .entity(order)
        .build();
  }

  /** Counts them. */
  @GET
  public Sales count() throws SQLException {
    return orders.sales();
  }

  /** Shows an order. */
  @GET
  @Path("/{number}")
  public Order show(@PathParam("number") long number) throws SQLException {
    return orders.find(number).orElseThrow(NotFoundException::new);
  }

  /** Has an invoice written; answers 202 at once, and the work goes on. */
  @POST
  @Path("/{number}/invoice")
  public Response invoice(@PathParam("number") long number) throws SQLException {
    Order order = show(number);
    executor.execute(() -> invoices.write(order));
    return Response.accepted().build();
  }
}
