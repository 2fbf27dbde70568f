package io.lameduck.tck.cost.app;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * A bean, so that CDI is at work for each request with the jar and without it: a server may leave
 * its part in a request out where an application has no bean, and the jar brings some along.
 */
@ApplicationScoped
public class Greeting {

  /** What the servlet answers. */
  public String text() {
    return "quick";
  }
}
