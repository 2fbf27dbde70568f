package io.lameduck.servlet;

import java.util.List;

/**
 * The classes that a request may need until its end. WildFly unloads those of an undeployed
 * application while requests of it still run.
 */
final class RequestClasses {

  /** All of the packages that serve a request. */
  static final List<String> NAMES =
      List.of(
          "async.AsyncCycles",
          "async.AsyncCycles$Supplied",
          "async.GrizzlyCancellation",
          "async.ServerLookup",
          "async.ServerLookup$Use",
          "async.TrackedAsyncContext",
          "async.TrackedAsyncContext$Call",
          "async.TrackedAsyncContext$Listener",
          "async.UndertowExchange",
          "inflight.AbandonedRequests",
          "inflight.EventStreams",
          "inflight.EventStreams$Key",
          "inflight.InFlightEntry",
          "inflight.InFlightEntry$Gate",
          "inflight.InFlightEntry$Snapshot",
          "inflight.Lease",
          "inflight.LongLived",
          "inflight.LongLivedWork",
          "inflight.OpenStream",
          "inflight.Registry",
          "inflight.RequestGate",
          "inflight.StopCallers",
          "inflight.StuckRequests",
          "inflight.Traffic",
          "response.ConnectionClose",
          "response.EventStream",
          "response.InFlightResponse",
          "response.IncludedResponse",
          "response.ServerFlush",
          "response.ServerForward",
          "response.Servlet61",
          "response.Servlet61$Call",
          "response.TrackedOutputStream",
          "response.TrackedOutputStream$Write",
          "response.TrackedResponse",
          "response.TrackedResponse$Answer",
          "response.TrackedWriter",
          "response.UndertowClose",
          "response.WebContainer",
          "servlet.DrainEndpoint",
          "servlet.FilterInstaller",
          "servlet.FilterInstaller$Last",
          "servlet.FilterInstaller$Lifecycle",
          "servlet.InFlightFilter",
          "servlet.Refusal",
          "servlet.RequestClasses",
          "servlet.RequestContextEnd",
          "servlet.RequestContextEnd$Entry",
          "servlet.TrackedRequest");

  private RequestClasses() {}

  /** Loads those that are missing. Blocks while it does, for some tens of milliseconds. */
  static void load() {
    ClassLoader loader = RequestClasses.class.getClassLoader();
    for (String name : NAMES) {
      try {
        Class<?> unused = Class.forName("io.lameduck." + name, true, loader);
      } catch (ClassNotFoundException | LinkageError e) {
        // An API that this server lacks: no request needs it.
      }
    }
  }
}
