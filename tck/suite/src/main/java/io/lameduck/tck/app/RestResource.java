package io.lameduck.tck.app;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** JAX-RS, synchronous and asynchronous. */
@Path("/")
@RequestScoped
public class RestResource {

  /** Answers at once. */
  @GET
  @Path("hello")
  public String hello() {
    return "hello";
  }

  /** Answers after so many milliseconds. */
  @GET
  @Path("slow")
  public String slow(@QueryParam("ms") long ms) {
    SlowWork.slowly(ms);
    return "slow";
  }

  /** Answers after so many milliseconds, from another thread. */
  @GET
  @Path("slow-async")
  public void slowAsync(@QueryParam("ms") long ms, @Suspended AsyncResponse response) {
    SlowWork.slowlyElsewhere(ms, () -> response.resume("slow-async"));
  }

  /** An event stream without an end. */
  @GET
  @Path("events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public void events(@Context SseEventSink sink, @Context Sse sse) {
    sink.send(sse.newEvent("tick"));
    Ticks.tellUntilItFails(
        () -> {
          if (sink.isClosed()) {
            throw new IOException("the client has gone");
          }
          sink.send(sse.newEvent("tick")).toCompletableFuture().get(10, TimeUnit.SECONDS);
        },
        sink::close);
  }

  /** Fails. */
  @GET
  @Path("throws")
  public String fail() {
    throw new IllegalStateException("on purpose: a JAX-RS method that throws");
  }
}
