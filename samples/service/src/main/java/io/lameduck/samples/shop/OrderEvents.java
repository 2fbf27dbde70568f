package io.lameduck.samples.shop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseBroadcaster;
import jakarta.ws.rs.sse.SseEventSink;

/** Tells of each order as it is placed: an event stream (SSE) without an end. */
@Path("/events")
@ApplicationScoped
public class OrderEvents {

  private volatile Audience audience;

  private record Audience(Sse sse, SseBroadcaster broadcaster) {}

  /** Opens a stream. */
  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public void subscribe(@Context SseEventSink sink, @Context Sse sse) {
    sink.send(sse.newEvent("welcome"));
    audience(sse).broadcaster.register(sink);
  }

  void tell(@ObservesAsync Order order) {
    Audience listeners = audience;
    if (listeners != null) {
      listeners.broadcaster.broadcast(listeners.sse.newEvent("order " + order.number()));
    }
  }

  private synchronized Audience audience(Sse sse) {
    Audience listeners = audience;
    if (listeners == null) {
      listeners = new Audience(sse, sse.newBroadcaster());
      audience = listeners;
    }
    return listeners;
  }
}
