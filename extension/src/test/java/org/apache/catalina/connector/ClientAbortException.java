package org.apache.catalina.connector;

import java.io.IOException;

/** Named as what Payara throws at a write when the client has gone. */
public final class ClientAbortException extends IOException {

  private static final long serialVersionUID = 1L;
}
