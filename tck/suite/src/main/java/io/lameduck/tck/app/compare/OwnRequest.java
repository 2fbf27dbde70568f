package io.lameduck.tck.app.compare;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/** A wrapper of the application; changes nothing. */
final class OwnRequest extends HttpServletRequestWrapper {

  OwnRequest(HttpServletRequest request) {
    super(request);
  }
}
