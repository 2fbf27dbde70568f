package io.lameduck.tck.app.beside;

import io.lameduck.tck.app.SlowServlet;
import jakarta.servlet.annotation.WebServlet;

/** Takes its time below {@code /health} and {@code /metrics}, which belong to the server. */
@WebServlet(urlPatterns = {"/health/slow", "/metrics/slow"})
public class BesideServlet extends SlowServlet {

  private static final long serialVersionUID = 1L;
}
