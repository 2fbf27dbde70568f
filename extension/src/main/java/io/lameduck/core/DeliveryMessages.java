package io.lameduck.core;

/** What is logged of finished responses that are not with their clients; see {@link Messages}. */
public final class DeliveryMessages {

  private final LogLines log;

  DeliveryMessages(LogLines log) {
    this.log = log;
  }

  /** Something is still on its way. */
  public void waiting(long bytes) {
    log.info(
        "LD0047",
        "All requests are done; waiting for %d bytes of their responses to reach their clients",
        bytes);
  }

  /** The stop goes on, and something is not with its client. */
  public void undelivered(long bytes, String reason) {
    log.warn(
        "LD0023",
        "%d bytes of finished responses have not reached their clients, and %s: they may be lost",
        bytes,
        reason);
  }

  /** A server or a system that we know, but not where it keeps what it has still to send. */
  public void unknown(String place, Throwable cause) {
    log.debug(
        "LD0024",
        cause,
        "%s does not show what it has still to send: a large response to a slow client may be cut"
            + " off",
        place);
  }
}
