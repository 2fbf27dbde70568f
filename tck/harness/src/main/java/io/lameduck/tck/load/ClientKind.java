package io.lameduck.tck.load;

/** What a client of the load does with its connections, and how long its requests take. */
public enum ClientKind implements Requester {
  /** Short requests, one after the other on one connection for as long as the server keeps it. */
  KEEP_ALIVE("keep-alive"),
  /** Short requests, each on a connection of its own. */
  NEW_CONNECTION("new-connection"),
  /** Long requests, one after the other on one connection. */
  SLOW("slow");

  private final String label;

  ClientKind(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
