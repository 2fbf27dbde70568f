package io.lameduck.http2;

import io.lameduck.log.Log;
import io.lameduck.log.Message;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Logs the first failure of each kind with the connections of one server. For any thread. */
final class Http2Failures {

  private final String server;
  private final Log log;
  private final Set<Message> logged = ConcurrentHashMap.newKeySet();

  Http2Failures(String server, Log log) {
    this.server = server;
    this.log = log;
  }

  /** No GOAWAY is sent, on one connection or on all. It may be closed by now. */
  void goAway(Throwable cause) {
    log(cause, Message.GOAWAY_UNKNOWN);
  }

  /** A GOAWAY of the client ends its streams, as without the jar. */
  void keepStreams(Throwable cause) {
    log(cause, Message.STREAMS_NOT_KEPT);
  }

  private void log(Throwable cause, Message message) {
    if (logged.add(message)) {
      log.failure(cause, message, server);
    }
  }
}
