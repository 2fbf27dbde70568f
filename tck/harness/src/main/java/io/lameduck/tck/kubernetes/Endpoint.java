package io.lameduck.tck.kubernetes;

/**
 * A pod of a Service, by its conditions in an EndpointSlice.
 *
 * @param serving the pod's readiness probe succeeds
 * @param terminating the pod is being deleted
 */
public record Endpoint(String pod, String node, boolean serving, boolean terminating) {

  /** For compatibility, never true of a pod that terminates. */
  public boolean ready() {
    return serving && !terminating;
  }
}
