package io.lameduck.tck.app.compare;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/** A wrapper of the application; changes nothing. */
final class OwnResponse extends HttpServletResponseWrapper {

  OwnResponse(HttpServletResponse response) {
    super(response);
  }
}
